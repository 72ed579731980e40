import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Audit } from '../../src/model/audit.ts';
import type { Generated } from '../../src/model/generated.ts';
import type { HistoryEntry } from '../../src/model/history.ts';
import { endSharedProcesses, runInSharedProcess as runRealcov } from '../helpers/audit-process.ts';
import { readAudit, tsconfigWithoutDom } from '../helpers/project.ts';
import { commitAll, linkPackage, tempProject } from '../helpers/temp-project.ts';

afterAll(endSharedProcesses);

const tested = "test('doubles', () => { expect(twice(3)).toBe(6); log(1); });\n";

/** A project with a function that is tested, and one that is only called. */
function shop(): string {
  const root = tempProject({
    'package.json': '{ "name": "shop", "type": "module" }',
    'tsconfig.json': tsconfigWithoutDom,
    '.gitignore': 'node_modules\nreports\n.realcov/run\n',
    'src/cart.js':
      'export function twice(n) {\n  return n + n;\n}\n\nexport function log(n) {\n  return [n];\n}\n',
    'src/cart.test.js': `import { expect, test } from 'vitest';\nimport { log, twice } from './cart.js';\n${tested}`,
  });
  linkPackage(root, 'vitest');
  linkPackage(root, 'vite');
  commitAll(root);
  return root;
}

async function run(
  cwd: string,
  ...args: string[]
): Promise<{ code: number | null; out: string; err: string }> {
  const { code, stdout, stderr } = await runRealcov(cwd, args);
  return { code, out: stdout, err: stderr };
}

const auditOf = async (root: string, ...args: string[]): Promise<Audit> => {
  expect(await run(root, 'audit', '--quiet', ...args)).toMatchObject({ code: 0 });
  return readAudit(root);
};
const idsOf = (audit: Audit, status: string): string[] =>
  audit.mutants.filter((mutant) => mutant.status === status && mutant.level !== 'probe').map(({ id }) => id);
const logOf = ({ functions }: Audit) => functions.find(({ name }) => name === 'log')?.verdict;

describe('accepting breaks', () => {
  test('takes them out of every figure of the next audit, until a test notices them', async () => {
    const root = shop();
    const before = await auditOf(root);
    const survivors = idsOf(before, 'survived');
    expect(survivors.length).toBeGreaterThan(1);
    expect(logOf(before)).toBe('pseudo-tested');

    const reason = ['--reason', 'it only logs'];
    expect(
      await run(root, 'accept', survivors[0]!.slice(0, 9), ...survivors.slice(1), ...reason),
    ).toMatchObject({
      code: 0,
      out: expect.stringContaining(`.realcov/accepted.json has ${survivors.length} entries`),
    });
    expect((await run(root, 'show', survivors[0]!)).out).toContain(
      'accepted, though no test notices it: it only logs',
    );
    expect((await run(root, 'accepted')).out).toContain('equivalent: it only logs (');

    const after = await auditOf(root, '--min-real-coverage', '100');
    expect(idsOf(after, 'accepted')).toEqual(survivors);
    expect(after.realCoverage.percent).toBe(100);
    expect(logOf(after)).toBe('tested');
    expect(await run(root, 'accepted', '--check')).toMatchObject({ code: 0 });

    writeFileSync(
      join(root, 'src', 'cart.test.js'),
      `${readFileSync(join(root, 'src', 'cart.test.js'), 'utf8')}test('logs', () => { expect(log(1)).toEqual([1]); });\n`,
    );
    const noticed = await auditOf(root);
    expect(idsOf(noticed, 'accepted')).toEqual([]);
    expect(await run(root, 'accepted', '--check')).toMatchObject({
      code: 1,
      out: expect.stringContaining(`: a test notices it now\n  realcov accept --remove ${survivors[0]}\n`),
    });
    expect(await run(root, 'accept', '--remove', ...survivors)).toMatchObject({ code: 0 });
    expect(existsSync(join(root, '.realcov', 'accepted.json'))).toBe(false);
  });

  test('since the last audit, takes them from the targets of generated tests', async () => {
    const root = shop();
    const [first = '', ...others] = idsOf(await auditOf(root), 'survived');
    const targeted = async () => {
      // A writer without an idea takes no time.
      const idle = ['--writer-command', `echo '{"tests":[]}'`, '--rounds', '1'];
      const { code, out } = await run(root, 'generate', '--json', ...idle);
      expect(code).toBe(0);
      return (JSON.parse(out) as Generated).targeted;
    };
    expect(await targeted()).toBe(others.length + 1);
    expect((await run(root, 'accept', first, '--reason', 'it only logs')).code).toBe(0);
    expect(await targeted()).toBe(others.length);
    // A decision is no change of the tree: nothing is audited anew.
    expect((await run(root, 'generate', '--print-prompt')).err).not.toContain('running breaks');
    expect((await run(root, 'accept', ...others, '--reason', 'it only logs')).code).toBe(0);
    expect(await targeted()).toBe(0);
  });

  test('is refused in one line where there is nothing to accept', async () => {
    const root = shop();
    const [killed = ''] = idsOf(await auditOf(root), 'killed');
    const refused = async (...args: string[]) => {
      const { code, out, err } = await run(root, ...args);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(/^realcov: .+\n( {2}hint: .+\n)?$/);
      return err;
    };
    expect(await refused('accept', killed, '--reason', 'x')).toContain(`${killed} is noticed by a test`);
    expect(await refused('accept', 'zzzz', '--reason', 'x')).toContain('the last audit has no break zzzz');
    expect(await refused('accept', killed)).toContain('a decision needs its reason');
    expect(await refused('accept', killed, '--kind', 'equal')).toContain('--kind: unknown kind "equal"');
    expect(await refused('accept', '--remove', killed)).toContain(`has no entry for ${killed}`);
    writeFileSync(join(root, '.realcov', 'accepted.json'), '[\n');
    expect(await refused('audit')).toContain('.realcov/accepted.json cannot be used: line 1, where it ends');
  });
});

test('an audit of the whole project is kept with its commit, and one of a part is not', async () => {
  const root = shop();
  await auditOf(root);
  await auditOf(root, '--no-history');
  await auditOf(root, 'src/cart.js');
  await auditOf(root, '--function', 'log');
  writeFileSync(join(root, 'src', 'more.js'), 'export const one = () => 1;\n');
  await auditOf(root);
  const history: HistoryEntry[] = JSON.parse((await run(root, 'history', '--json')).out);
  expect(history.map(({ commit }) => commit)).toEqual([
    { hash: expect.stringMatching(/^[0-9a-f]{40}$/), subject: 'first' },
    { hash: expect.stringMatching(/^[0-9a-f]{40}$/), subject: 'first', changed: true },
  ]);
  expect(history[1]?.realCoverage).toMatchObject({ killed: readAudit(root).realCoverage.killed });
  expect((await run(root, 'history')).out).toMatch(/^when .*\n.* first\n.*\+ .* first\n$/);
});

test('what changed since the audit before of the same is in summary.md and comparison.json', async () => {
  const root = shop();
  const report = (file: string) => join(root, 'reports', 'realcov', file);
  await auditOf(root);
  expect(readFileSync(report('summary.md'), 'utf8')).not.toContain('Since the audit before');
  expect(existsSync(report('comparison.json'))).toBe(false);

  const test = join(root, 'src', 'cart.test.js');
  writeFileSync(test, readFileSync(test, 'utf8').replace('expect(twice(3)).toBe(6)', 'twice(3)'));
  const after = await auditOf(root);
  const { lost } = JSON.parse(readFileSync(report('comparison.json'), 'utf8'));
  expect(lost.length).toBeGreaterThan(1);
  expect(idsOf(after, 'survived')).toEqual(expect.arrayContaining(lost));
  expect(readFileSync(report('summary.md'), 'utf8')).toContain(
    `- no longer noticed: [\`twice\`](index.html#/function/de4489d16dc1) \`src/cart.js:1\`: [deleted body](index.html#/mutant/${lost[0]}), `,
  );

  await auditOf(root, '--function', 'twice');
  expect(existsSync(report(join('part', 'comparison.json'))), 'there was no such part before').toBe(false);
  expect(JSON.parse(readFileSync(report('comparison.json'), 'utf8')).lost).toEqual(lost);
});
