import { describe, expect, test } from 'vitest';
import { renderTerminal } from '../../../reports/index.ts';
import { UserError } from '../../../src/errors.ts';
import { parseReport } from '../../../src/imported/read.ts';
import { imported, reportOf, strykerReport } from './reports.ts';

const nested = `export const f = () => ${'('.repeat(30_000)}1${')'.repeat(30_000)};\n`;
const terminal = { colors: false, verbose: true, times: false };

describe('what is no report that can be read', () => {
  test.each([
    ['', 'is truncated or corrupt'],
    ['{"schemaVersion": "2", "files": {', 'is truncated or corrupt'],
    ['<!DOCTYPE html><html>', 'is a page'],
    ['[]', 'is no report of a mutation tester'],
    ['null', 'is no report of a mutation tester'],
    ['"text"', 'is no report of a mutation tester'],
    ['{}', 'is no report of a mutation tester'],
    ['{"schemaVersion": {}, "files": {}}', 'is no report of a mutation tester'],
    ['{"schemaVersion": "2"}', 'is no report of a mutation tester'],
    ['{"schemaVersion": "2", "files": []}', 'is no report of a mutation tester'],
    [
      '{"schemaVersion": "2", "files": {"a.ts": 1}}',
      'is no report of a mutation tester that realcov can read (files.a.ts',
    ],
    ['{"schemaVersion": "2", "files": {"a.ts": {"source": ""}}}', '(files.a.ts.mutants'],
    ['{"schemaVersion": "2", "files": {"a.ts": {"mutants": []}}}', '(files.a.ts.source'],
    [JSON.stringify(reportOf('a', [{ location: { start: 1 } }])), '(files.src/a.ts.mutants.0.location'],
    [JSON.stringify(reportOf('a', [{ status: 7 }])), '(files.src/a.ts.mutants.0.status'],
    [
      '{"schemaVersion": "3.0", "files": {}}',
      'has schema version 3.0, and this version of realcov reads up to 2',
    ],
    ['{"schemaVersion": "2", "toolVersion": "0.1.0", "mutants": []}', "is an audit of realcov's own"],
  ])('%s is refused in one line', (text, message) => {
    const read = () => parseReport(text, 'x.json');
    expect(read).toThrow(UserError);
    expect(read).toThrow(`x.json ${message}`.replace('x.json (', ''));
  });

  test('each refusal has a remedy', () => {
    expect.assertions(3);
    for (const text of ['', '{}', '{"schemaVersion": "3", "files": {}}'])
      try {
        parseReport(text, 'x.json');
      } catch (error) {
        expect((error as UserError).hint).toBeTruthy();
      }
  });
});

describe('what tools write beyond the schema', () => {
  test('is read: numbers for ids and the version, columns from 0, null', () => {
    const mutants = [
      { id: 7, location: { start: { line: 1, column: 0 }, end: { line: 1, column: 3 } }, description: null },
    ];
    const { audit } = imported(reportOf('abc', mutants, { schemaVersion: 1, testFiles: null }));
    expect(audit.mutants[0]).toMatchObject({ original: 'ab', replacement: 'x' });
  });

  test('a mark of the encoding is no part of it', () => {
    expect(parseReport(`\uFEFF${JSON.stringify(strykerReport())}`, 'x.json').files).toHaveLength(1);
  });
});

describe('names of files', () => {
  const namesIn = (names: string[], others: object = {}) => {
    const files = names.map((name) => [name, { source: '', mutants: [mutant('x')] }]);
    const report = { schemaVersion: '1', files: Object.fromEntries(files), ...others };
    return [...new Set(imported(report).audit.mutants.map(({ file }) => file))];
  };

  test.each([
    ['src\\a.cs', {}, 'src/a.cs'],
    ['./src/a.ts', {}, 'src/a.ts'],
    ['/home/x/src/a.php', { projectRoot: '/home/x' }, 'src/a.php'],
    ['C:\\x\\src\\a.cs', { projectRoot: 'c:\\x' }, 'src/a.cs'],
    ['/home/x/src/a.php', {}, 'a.php'],
    ['hasOwnProperty', {}, 'hasOwnProperty'],
  ])('%s with %j is %s', (file, others, expected) => {
    expect(namesIn([file], others)).toEqual([expected]);
  });

  test('that are absolute are below the folder that they share', () => {
    expect(namesIn(['/p/src/a.php', '/p/src/b/c.php'])).toEqual(['a.php', 'b/c.php']);
  });

  test('two files never become one', () => {
    expect(namesIn(['a/b.cs', 'a\\b.cs'])).toHaveLength(2);
  });

  test('__proto__ is a name', () => {
    const text = JSON.stringify(reportOf('a', [{}])).replace('src/a.ts', '__proto__');
    expect(imported(JSON.parse(text)).audit.mutants.map(({ file }) => file)).toEqual(['__proto__']);
  });
});

describe('a hostile report', () => {
  test.each([
    ['a place after the end', { start: { line: 9, column: 1 }, end: { line: 9, column: 4 } }, ''],
    [
      'a place that ends before it starts',
      { start: { line: 2, column: 9 }, end: { line: 2, column: 3 } },
      'second()',
    ],
    [
      'a line of another length',
      { start: { line: 2, column: 3 }, end: { line: 2, column: 900 } },
      'second()',
    ],
    [
      'endless numbers',
      { start: { line: 1e300, column: 1e300 }, end: { line: 1e300, column: 1 } },
      undefined,
    ],
  ])('with %s is told without it', (_, location, original) => {
    const read = () => imported(reportOf('first();\n  second();\n', [{ location }])).audit.mutants[0];
    if (original === undefined) expect(read).toThrow(UserError);
    else
      expect(read()).toMatchObject({
        original: original && `${original};`,
        replacement: original && `${original};`,
      });
  });

  test('with code that does not parse or is nested too deeply has no functions, and says so', () => {
    for (const source of ['function {', nested]) {
      const { audit } = imported(reportOf(source, [{}]));
      expect(audit.functions).toEqual([]);
      expect(audit.notices[1]).toMatchObject({ kind: 'file-skipped', file: 'src/a.ts' });
    }
  });

  test('steers no terminal', () => {
    const evil = '\u001B[2J\u202E';
    const files = { [`${evil}.ts`]: { source: evil, mutants: [mutant(evil)] } };
    const { audit } = imported({ schemaVersion: '2', files, framework: { name: evil, version: evil } });
    const text = renderTerminal(audit, terminal);
    for (const character of evil.slice(0, 1) + evil.slice(-1)) expect(text).not.toContain(character);
  });

  test('with one id for two mutants has two', () => {
    const framework = { name: 'realcov' };
    const twice = [{ id: '0123456789ab' }, { id: '0123456789ab', replacement: 'y' }];
    const { mutants } = imported(reportOf('a', twice, { framework })).audit;
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(2);
  });

  test('with one id for two tests has one test', () => {
    const testFiles = {
      'a.test.ts': {
        tests: [
          { id: '1', name: 'a' },
          { id: 1, name: 'b' },
        ],
      },
    };
    expect(imported(reportOf('a', [{}], { testFiles })).audit.tests).toHaveLength(1);
  });
});

function mutant(text: string) {
  const location = { start: { line: 1, column: 1 }, end: { line: 1, column: 9 } };
  return { id: text, mutatorName: text, description: text, location, status: 'Survived', statusReason: text };
}
