import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Audit } from '../../src/model/audit.ts';
import type { Reproduction } from '../../src/model/reproduction.ts';
import { endSharedProcesses, runInSharedProcess as runRealcov } from '../helpers/audit-process.ts';
import { hashTree, readAudit, type VitestMajor, vitestMajors } from '../helpers/project.ts';
import { writeFiles } from '../helpers/temp-project.ts';
import { project } from './faults/harness.ts';

afterAll(endSharedProcesses);

const files = {
  'package.json': '{ "name": "counted", "type": "module" }',
  '.gitignore': 'node_modules\nreports\n',
  'src/count.js': [
    'export function sum(list) {',
    '  let total = 0;',
    '  for (let i = 0; i < list.length; i++) total += list[i];',
    '  return total;',
    '}',
    'export function log(list) {',
    '  return [list];',
    '}',
    'export function idle() {',
    '  return 1;',
    '}',
    '',
  ].join('\n'),
  'src/count.test.js': [
    "import { describe, expect, test } from 'vitest';",
    "import { log, sum } from './count.js';",
    "describe('sum', () => { test('adds up', () => { expect(sum([1, 2])).toBe(3); }); });",
    "test('logs', () => { log([1]); });",
    '',
  ].join('\n'),
};

/** The project after an audit of it, in a folder of its own. The audit is the same one for all who want the same. */
async function audited(major: VitestMajor = 5, args: string[] = []) {
  const key = [major, ...args].join(' ');
  const first = audits.get(key) ?? audit(major, args);
  audits.set(key, first);
  const { root: source, ran } = await first;
  const root = project(files, major);
  cpSync(join(source, 'reports'), join(root, 'reports'), { recursive: true });
  const report = readAudit(root);
  const idOf = (replacement: string, line: number): string =>
    report.mutants.find((mutant) => mutant.replacement === replacement && mutant.location.start.line === line)
      ?.id ?? '';
  return { root, ran, audit: report, idOf };
}

const audits = new Map<string, ReturnType<typeof audit>>();

async function audit(major: VitestMajor, args: string[]) {
  const root = project(files, major);
  return { root, ran: await runRealcov(root, ['audit', '--quiet', '--killers', 'all', ...args]) };
}

function rewrite(root: string, change: (audit: Audit) => void): void {
  const audit = readAudit(root);
  change(audit);
  writeFileSync(join(root, 'reports', 'realcov', 'audit.json'), JSON.stringify(audit));
}

describe.concurrent('realcov reproduce', () => {
  test.each(vitestMajors)('lets plain Vitest %i judge every kind of break', async (major) => {
    const { root, audit, idOf } = await audited(major);
    const before = hashTree(root);
    const bodyOf = (name: string) =>
      audit.mutants.find(
        ({ mutator, function: id }) =>
          mutator === 'EmptyBody' && id === audit.functions.find((each) => each.name === name)?.id,
      )?.id ?? '';
    const said: Record<string, unknown> = {};
    for (const [name, id] of Object.entries({
      killed: bodyOf('sum'),
      survived: bodyOf('log'),
      'no-coverage': bodyOf('idle'),
      // Its end does not depend on the version, and takes a quarter of a minute of a core.
      ...(major === 5 && { timeout: idOf('i--', 3) }),
    })) {
      const { code, stdout } = await runRealcov(root, ['reproduce', id, '--json']);
      const { outcome, agrees, testFiles, outOfTime }: Reproduction = JSON.parse(stdout);
      said[name] = { code, outcome, agrees, testFiles, ...(outOfTime && { outOfTime }) };
    }
    const base = { code: 0, agrees: true, testFiles: ['src/count.test.js'] };
    expect(said).toEqual({
      killed: { ...base, outcome: 'noticed' },
      survived: { ...base, outcome: 'unnoticed' },
      'no-coverage': { ...base, outcome: 'unnoticed' },
      ...(major === 5 && { timeout: { ...base, outcome: 'noticed', outOfTime: true } }),
    });
    expect(hashTree(root)).toEqual(before);
  });

  test('prints the break, what fails, and whether the audit is right', async () => {
    const { root, idOf } = await audited();
    const id = idOf('-=', 3) || idOf('total -= list[i]', 3);
    const { code, stdout } = await runRealcov(root, ['reproduce', id]);
    expect(code).toBe(0);
    expect(stdout).toContain('+  for (let i = 0; i < list.length; i++) total -= list[i];\n');
    expect(stdout).toMatch(
      /^Vitest 5\.\d+\.\d+ without realcov, the break made in a copy of the source, src\/count\.test\.js:$/m,
    );
    expect(stdout).toContain(
      '  fails  src/count.test.js  sum > adds up  AssertionError: expected -3 to be 3',
    );
    expect(stdout).toMatch(/^The audit says killed, and it agrees\.$/m);
  });

  test('tells a wrong verdict, with exit code 4', async () => {
    const { root, audit } = await audited();
    const survivor = audit.mutants.find(
      ({ status, mutator }) => status === 'survived' && mutator === 'EmptyBody',
    );
    rewrite(root, ({ mutants }) => {
      for (const mutant of mutants) if (mutant.id === survivor?.id) mutant.status = 'killed';
    });
    const { code, stdout } = await runRealcov(root, ['reproduce', survivor?.id ?? '']);
    expect(code).toBe(4);
    expect(stdout).toContain('  nothing fails\n');
    expect(stdout).toContain('The audit says killed, and that is wrong here.');
  });

  test('looks at one test alone, and leaves the copy on request', async () => {
    const { root, audit } = await audited();
    const killed = audit.mutants.find(
      ({ mutator, killedBy }) => mutator === 'EmptyBody' && killedBy.length > 0,
    );
    const { code, stdout } = await runRealcov(root, [
      'reproduce',
      killed?.id ?? '',
      '--test',
      'adds up',
      '--keep',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('The audit says that "sum > adds up" notices it, and it agrees.');
    const copy = /^The copy with the break is in (.+)$/m.exec(stdout)?.[1] ?? '';
    expect(readFileSync(join(copy, 'src/count.js'), 'utf8')).toContain('export function sum(list) {}');
    rmSync(join(copy, '..'), { recursive: true });
  });

  test('refuses what cannot be reproduced, in one line', async () => {
    const { root, audit } = await audited();
    const id = audit.mutants[0]?.id ?? '';
    const unknown = await runRealcov(root, ['reproduce', id, '--test', 'sinks']);
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toContain('realcov: the last audit has no test sinks\n');
    writeFiles(root, { 'src/count.js': '// new\n' });
    const changed = await runRealcov(root, ['reproduce', id]);
    expect(changed).toMatchObject({ code: 2, stdout: '' });
    expect(changed.stderr).toContain('realcov: src/count.js has changed since the audit');
    expect(changed.stderr).toContain('  hint: run realcov audit again\n');
  });
});

describe.concurrent('realcov audit --verify', () => {
  test('has plain Vitest judge survivors and kills, picked by a seed that is printed', async () => {
    const { root, ran, audit } = await audited(5, ['--verify', '2', '--seed', '5']);
    expect(ran.code).toBe(0);
    const outcomes = audit.verification?.reproductions.map(({ outcome, agrees }) => [outcome, agrees]);
    expect(outcomes).toEqual([
      ['unnoticed', true],
      ['unnoticed', true],
      ['noticed', true],
      ['noticed', true],
    ]);
    const again = await runRealcov(root, ['audit', '--verify', '2', '--seed', '5', '--no-times']);
    expect(again.stdout).toContain('4 of 4 breaks made by hand: plain Vitest agrees · seed 5');
    expect(readAudit(root).verification).toEqual(audit.verification);
  });

  test('a disagreement is printed in full and fails the run', async () => {
    const root = project({
      ...files,
      // Fails only where realcov is not: the audit cannot know.
      'src/count.test.js': `${files['src/count.test.js']}test('strict', () => {
        const strict = String(process.env.TMPDIR).includes('realcov-plain');
        expect(log([1]) !== undefined || !strict).toBe(true);
      });\n`,
    });
    const args = ['audit', '--verify', '1', '--mutators', 'EmptyBody', '--function', 'log', '--quiet'];
    const { code, stdout } = await runRealcov(root, args);
    expect(code).toBe(4);
    expect(stdout).toMatch(
      /^0 of 1 break made by hand: plain Vitest agrees · 1 it disagrees with · seed \d+$/m,
    );
    expect(stdout).toContain('the audit says survived; plain Vitest, src/count.test.js:');
    expect(stdout).toContain('  fails  src/count.test.js  strict');
    expect(stdout).toContain(
      `realcov reproduce ${readAudit(root).mutants.find(({ status }) => status === 'survived')?.id}`,
    );
    expect(existsSync(join(root, 'reports', 'realcov', 'part', 'audit.json'))).toBe(true);
  });
});
