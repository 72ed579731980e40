import { Ajv } from 'ajv';
import schema from 'mutation-testing-report-schema/mutation-testing-report-schema.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { auditSchema, renderTerminal, toMutationReport } from '../../../reports/index.ts';
import { textAt } from '../../../src/model/apply.ts';
import { sampleAudit, sampleSources } from '../../helpers/sample-audit.ts';
import { imported, pitReport, reportOf, strykerReport } from './reports.ts';

const terminal = { colors: false, verbose: false, times: false };
const at = (startColumn: number, endColumn: number, line = 1) => ({
  location: { start: { line, column: startColumn }, end: { line, column: endColumn } },
});

describe('a report of StrykerJS', () => {
  const { audit, sources, tests } = imported(strykerReport());

  test('is an audit as the schema has it', () => {
    expect(auditSchema.safeParse(audit).error).toBeUndefined();
    expect(audit.imported).toEqual({ tool: 'StrykerJS', version: '10.1.1' });
    expect(audit.project).toEqual({ name: 'till', files: 1, testFiles: 1 });
  });

  test('has its functions, found in its sources, with their verdicts', () => {
    expect(audit.functions.map(({ name, verdict }) => `${name}: ${verdict}`)).toEqual([
      'Till.add: weak',
      'Till.note: pseudo-tested',
      'half: pseudo-tested',
      'refund: untested',
    ]);
    const bodies = audit.mutants.filter(({ body }) => body === 'deleted');
    expect(bodies.map(({ mutator }) => mutator).sort()).toEqual([
      'ArrowFunction',
      'BlockStatement',
      'BlockStatement',
      'BlockStatement',
    ]);
  });

  test('has real and claimed coverage', () => {
    expect(audit.realCoverage).toMatchObject({ killed: 2, valid: 10, percent: 20 });
    expect(audit.claimedCoverage).toEqual({ covered: 8, valid: 10, percent: 80 });
  });

  test('has the tests, and what they reach and notice', () => {
    const [adds, half] = audit.tests;
    expect(adds).toMatchObject({ name: 'adds up', file: 'test/till.test.ts', kills: 2, line: 4 });
    expect(half).toMatchObject({ name: 'takes half', kills: 0 });
    expect(adds).not.toHaveProperty('assertions');
    expect(audit.mutants.filter(({ killedBy }) => killedBy.includes(adds?.id ?? '')).length).toBe(2);
  });

  test('has the texts of its sources and tests, and each break where they have it', () => {
    expect(Object.keys(sources)).toEqual(['src/till.ts']);
    expect(tests['test/till.test.ts'] ?? '').toContain("test('adds up'");
    for (const { location, original } of audit.mutants)
      expect(textAt(sources['src/till.ts'] ?? '', location)).toBe(original);
  });

  test('gives breaks ids that do not depend on the numbers of the tool', () => {
    const report = JSON.stringify(strykerReport()).replace(/"id":"(\d)"/g, '"id":"9$1"');
    expect(imported(JSON.parse(report)).audit.mutants.map(({ id }) => id)).toEqual(
      audit.mutants.map(({ id }) => id),
    );
    expect(new Set(audit.mutants.map(({ id }) => id)).size).toBe(10);
  });

  test('says in one line what it cannot tell', () => {
    expect(audit.notices).toEqual([
      {
        kind: 'imported',
        message:
          'read from a report of StrykerJS 10.1.1, which does not tell what proves a verdict or which tests are theater',
      },
    ]);
  });
});

describe('a report of another language', () => {
  const { audit } = imported(pitReport());
  const text = renderTerminal(audit, terminal);

  test('has figures, and no functions', () => {
    expect(audit.realCoverage).toMatchObject({ killed: 1, valid: 3, percent: 33.33 });
    expect(audit.functions).toEqual([]);
    expect(text).toContain('functions   not known');
    expect(text).toContain('org/shop/Cart.java:7  all of the file\n');
  });

  test('describes breaks in the words of the tool where it does not say what the code becomes', () => {
    expect(text).toContain('removed call to org/shop/Cart::log: 0 tests notice');
    expect(audit.mutants.map(({ original, replacement }) => original === replacement)).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('claims nothing of tests that it does not name', () => {
    expect(text).not.toMatch(/^tests/m);
    expect(text).not.toMatch(/\d tests? reach/);
    expect(text).toContain('Replaced integer addition with subtraction: noticed');
    expect(audit.notices[0]?.message).toContain(
      'which tests reach or notice a break, the functions of files',
    );
  });
});

describe('the status of a mutant', () => {
  test.each([
    ['Killed', 'killed'],
    ['Survived', 'survived'],
    ['NoCoverage', 'no-coverage'],
    ['Timeout', 'timeout'],
    ['CompileError', 'invalid'],
    ['RuntimeError', 'invalid'],
    ['BuildError', 'invalid'],
    ['Ignored', 'ignored'],
    ['Skipped', 'ignored'],
    ['Pending', 'unproven'],
    ['Undecided', 'unproven'],
  ])('%s is %s', (status, expected) => {
    const [mutant] = imported(reportOf('a', [{ status }])).audit.mutants;
    expect(mutant?.status).toBe(expected);
  });

  test('that is of no known kind is said', () => {
    const [mutant] = imported(reportOf('a', [{ status: 'Undecided' }])).audit.mutants;
    expect(mutant?.reason).toBe('the report calls it Undecided');
  });

  test('has the failure of a killed one, on one line', () => {
    const [mutant] = imported(reportOf('a', [{ statusReason: 'expected 1\n  at x' }])).audit.mutants;
    expect(mutant).toMatchObject({ failure: 'expected 1' });
  });
});

describe('the body of a function', () => {
  const source = 'export function f() { return 1; }\nexport const g = () => 2;\n';
  const bodyOf = (mutant: Record<string, unknown>) =>
    imported(reportOf(source, [mutant])).audit.mutants[0]?.body;

  test.each([
    ['that becomes empty', { ...at(21, 34), replacement: '{}' }],
    ['that becomes empty, with space', { ...at(21, 34), replacement: '{ }' }],
    ['of an arrow function', { ...at(18, 25, 2), replacement: '() => undefined' }],
  ])('%s is a deleted one', (_, mutant) => {
    expect(bodyOf(mutant)).toBe('deleted');
  });

  test.each([
    ['becomes something', { ...at(21, 34), replacement: '{ return 2; }' }],
    ['becomes empty, but for its braces', { ...at(22, 33), replacement: '' }],
    ['is an object', { ...at(24, 25, 2), replacement: '({})' }],
  ])('that %s is none', (_, mutant) => {
    expect(bodyOf(mutant)).toBeUndefined();
  });
});

describe('claimed coverage', () => {
  test('is not known where the tool did not look at what tests run', () => {
    const { audit } = imported(reportOf('a', [{ status: 'Survived' }, { status: 'Killed' }]));
    expect(audit.claimedCoverage.percent).toBeNull();
    const text = renderTerminal(audit, terminal);
    expect(text).toContain('real coverage 50%\n');
    expect(text).toContain('which breaks tests run (claimed coverage)');
  });

  test('is known where it looked, and tests run everything', () => {
    const config = { coverageAnalysis: 'perTest' };
    const { audit } = imported(reportOf('a', [{ status: 'Survived' }], { config }));
    expect(audit.claimedCoverage.percent).toBe(100);
  });
});

describe("realcov's own mutation.json", () => {
  const before = sampleAudit();
  const report = toMutationReport(before, sampleSources, {});
  const { audit } = imported(JSON.parse(JSON.stringify(report)));
  const byId = new Map(audit.mutants.map((mutant) => [mutant.id, mutant]));

  test('is what it was: figures, statuses', () => {
    expect(audit.realCoverage).toEqual(before.realCoverage);
    expect(audit.claimedCoverage).toEqual(before.claimedCoverage);
    const statuses = (mutants: typeof before.mutants) =>
      mutants
        .filter(({ level }) => level === 'function' || level === 'statement')
        .map(({ status }) => status)
        .sort();
    expect(statuses(audit.mutants)).toEqual(statuses(before.mutants));
    expect(byId.size).toBe(audit.mutants.length);
  });

  test('is the same again, read and written', () => {
    const again = toMutationReport(imported(strykerReport()).audit, imported(strykerReport()).sources, {});
    expect(new Ajv({ formats: { uri: true } }).validate(schema, again)).toBe(true);
    expect(again.framework).toMatchObject({ name: 'StrykerJS', version: '10.1.1' });
    const { audit: third } = imported(JSON.parse(JSON.stringify(again)));
    expect(third.mutants.map(({ id, status }) => id + status)).toEqual(
      imported(strykerReport()).audit.mutants.map(({ id, status }) => id + status),
    );
  });
});

test('the published schema allows what the two reports have', () => {
  const validate = new Ajv({ formats: { uri: true } }).compile(schema);
  validate(strykerReport());
  expect(validate.errors).toBeNull();
});
