import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Audit } from '../../src/model/audit.ts';
import { endSharedProcesses, runInSharedProcess as runRealcov } from '../helpers/audit-process.ts';

import { commitAll, git, lastingProject, linkPackage, writeFiles } from '../helpers/temp-project.ts';

afterAll(endSharedProcesses);

const cart = `
export function total(prices: number[], discount: number): number {
  const sum = prices.reduce((all, price) => all + price, 0);
  return sum - discount;
}

export function isFree(prices: number[]): boolean {
  return total(prices, 0) === 0;
}

export function label(count: number): string {
  return count === 1 ? 'item' : 'items';
}
`;
const cartTest = `
import { describe, expect, test } from 'vitest';
import { isFree, label, total } from '../src/cart.ts';

test('total', () => {
  expect(total([1, 2], 1)).toBe(2);
});

test('free', () => {
  expect([isFree([]), isFree([1])]).toEqual([true, false]);
});

describe('label', () => {
  test.each([[1, 'item'], [2, 'items']])('of %i', (count, expected) => {
    expect(label(count)).toBe(expected);
  });
});
`;
// Nothing of it is tested: it is old debt.
const debt = 'export function pad(text: string): string {\n  return `  ${text}`;\n}\n';

/** The arguments of the script for a change that `realcov init` writes. */
let gate: string[];
let root: string;

beforeAll(async () => {
  const project = lastingProject({
    'package.json': '{"name":"shop","private":true,"type":"module","devDependencies":{"vitest":"*"}}',
    '.gitignore': 'node_modules\n',
    'src/cart.ts': cart,
    'src/pad.ts': debt,
    'test/cart.test.ts': cartTest,
  });
  root = project.root;
  afterAll(project.remove);
  for (const name of ['vitest', 'vite']) linkPackage(root, name);
  const { code, stderr } = await runRealcov(root, ['init', '--yes', '--ci', 'github']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [, , , ...args] = scripts['realcov:change'].split(' ');
  gate = args;
  commitAll(root);
});

/** Audits the change from the first commit to these files, and takes it back. */
async function auditChange(
  files: Record<string, string>,
  { args = [], move }: { args?: string[]; move?: [string, string] } = {},
) {
  if (move) renameSync(join(root, move[0]), join(root, move[1]));
  writeFiles(root, files);
  try {
    const run = await runRealcov(root, ['audit', '--since', 'HEAD', '--no-times', ...gate, ...args]);
    const text = readFileSync(join(root, 'reports', 'realcov', 'part', 'audit.json'), 'utf8');
    const audit = JSON.parse(text) as Audit;
    return { ...run, audit, change: audit.change! };
  } finally {
    git(root, 'checkout', '--quiet', '.');
    git(root, 'clean', '--quiet', '--force', '-d', 'src', 'test');
  }
}

/** Breaks of a kind: what they replace with what. */
function breaksOf({ audit, change }: Awaited<ReturnType<typeof auditChange>>, kind: string): string[] {
  const wanted = new Set(change.unnoticed.filter((each) => each.kind === kind).map(({ id }) => id));
  return audit.mutants
    .filter(({ id }) => wanted.has(id))
    .map(({ original, replacement }) => `${original} → ${replacement}`);
}

const withBranch = cart.replace(
  '  return sum - discount;',
  '  if (sum > 100) return sum - 10;\n  return sum - discount;',
);

describe('a change', () => {
  test('with a branch that no test takes fails on that branch alone', async () => {
    const seen = await auditChange({ 'src/cart.ts': withBranch });
    const { code, change, audit } = seen;
    expect(code).toBe(1);
    expect(audit.gate.reasons).toEqual([
      expect.stringMatching(/^\d+ breaks in the change are noticed by no test \(realcov show \w{12}\)$/),
    ]);
    expect(breaksOf(seen, 'new-survivor')).toContain('sum > 100 → false');
    expect(change.unnoticed.every(({ kind, isNewCode }) => kind === 'new-survivor' && isNewCode)).toBe(true);
    const names = new Map(audit.functions.map(({ id, name }) => [id, name]));
    expect(change.functions.map(({ id, why }) => [names.get(id), why])).toEqual([
      ['total', 'changed'],
      ['isFree', 'caller'],
    ]);
  });

  test('passes once somebody has accepted what no test notices', async () => {
    const before = await auditChange({ 'src/cart.ts': withBranch });
    expect(before.code).toBe(1);
    const ids = before.change.unnoticed.map(({ id }) => id);
    writeFiles(root, { 'src/cart.ts': withBranch });
    const accepted = await runRealcov(root, ['accept', ...ids, '--reason', 'sums are never so large']);
    expect(accepted.code).toBe(0);
    try {
      const { code, change, audit } = await auditChange({ 'src/cart.ts': withBranch });
      expect({ code, reasons: audit.gate.reasons, unnoticed: change.unnoticed }).toEqual({
        code: 0,
        reasons: [],
        unnoticed: [],
      });
    } finally {
      rmSync(join(root, '.realcov', 'accepted.json'));
    }
  });

  test('with a branch that a test pins passes, and the test fails on the base', async () => {
    const added = `
test('a discount from a sum on', () => {
  expect([total([99, 1], 0), total([100, 1], 0)]).toEqual([100, 91]);
});
`;
    const { code, change, audit } = await auditChange({
      'src/cart.ts': withBranch,
      'test/cart.test.ts': cartTest + added,
    });
    expect({ code, reasons: audit.gate.reasons }).toEqual({ code: 0, reasons: [] });
    expect(change.tests).toEqual([
      expect.objectContaining({ what: 'added', onBase: 'fails', isOnlyWitness: true, findings: [] }),
    ]);
    const [{ pins, witness }] = change.tests as [(typeof change.tests)[number]];
    expect(pins!.noticed).toBe(pins!.reached);
    expect(audit.mutants.find(({ id }) => id === witness)?.killedBy).toHaveLength(1);
  });

  test('that only says the same in another way passes', async () => {
    const other = cart.replace(
      '  const sum = prices.reduce((all, price) => all + price, 0);\n  return sum - discount;',
      '  let sum = -discount;\n  for (const price of prices) sum += price;\n  return sum;',
    );
    const { code, audit } = await auditChange({ 'src/cart.ts': other });
    expect({ code, reasons: audit.gate.reasons }).toEqual({ code: 0, reasons: [] });
  });

  test.each([
    [
      'weakens',
      cartTest.replace('expect(total([1, 2], 1)).toBe(2);', 'expect(total([1, 2], 1)).toBeGreaterThan(0);'),
    ],
    ['skips', cartTest.replace("test('total'", "test.skip('total'")],
    ['deletes', cartTest.replace(/test\('total'[\s\S]*?\n\}\);\n/, '')],
  ])('that %s a test fails with its lost kills', async (how, text) => {
    const seen = await auditChange({ 'test/cart.test.ts': text });
    expect(seen.code).toBe(1);
    expect(seen.audit.gate.reasons).toEqual([
      expect.stringMatching(/noticed by the tests before, and by none now \(realcov show \w{12}\)$/),
    ]);
    expect(breaksOf(seen, 'lost-kill')).toContain('sum - discount → sum + discount');
    const lost = seen.change.unnoticed.filter(({ kind }) => kind === 'lost-kill');
    expect(new Set(lost.flatMap(({ noticedBefore }) => noticedBefore!.map(({ name }) => name)))).toEqual(
      new Set(['total']),
    );
    expect(seen.change.testsGone).toEqual(
      how === 'weakens'
        ? []
        : [{ file: 'test/cart.test.ts', name: 'total', why: how === 'skips' ? 'skipped' : 'deleted' }],
    );
  });

  test('that takes a row from a table fails with what that row noticed', async () => {
    const text = cartTest.replace("[1, 'item'], ", '');
    const seen = await auditChange({ 'test/cart.test.ts': text });
    expect(seen.code).toBe(1);
    expect(breaksOf(seen, 'lost-kill')).toContain('count === 1 → false');
    expect(seen.change.testsGone.map(({ name }) => name)).toEqual(['label > of 1']);
  });

  test('that adds a test that cannot fail fails on that test', async () => {
    const text = `${cartTest}\ntest('hollow', () => {\n  label(3);\n  expect(label).toBeDefined();\n});\n`;
    const { code, audit, change } = await auditChange({ 'test/cart.test.ts': text });
    expect(code).toBe(1);
    expect(audit.gate.reasons).toEqual([
      '1 test is theater',
      expect.stringMatching(
        /^1 test of the change notices no break of what it runs \(realcov explain \w+\)$/,
      ),
    ]);
    expect(change.tests).toEqual([{ id: expect.any(String), what: 'added', findings: [expect.any(String)] }]);
  });

  test('that edits a test that noticed nothing before does not fail for it', async () => {
    const hollow = (values: string) =>
      `${cartTest}\ntest('hollow', () => {\n  label(${values});\n  expect(label).toBeDefined();\n});\n`;
    writeFiles(root, { 'test/cart.test.ts': hollow('3') });
    git(root, 'commit', '--quiet', '--all', '--message=hollow');
    try {
      const { code, stdout, change } = await auditChange({ 'test/cart.test.ts': hollow('4') });
      expect(change.tests).toMatchObject([{ what: 'edited', asBefore: true, findings: ['no-assertion'] }]);
      expect(stdout).toContain('no break of what it runs makes it fail, nor did one before');
      expect(code).toBe(0);
    } finally {
      git(root, 'reset', '--quiet', '--hard', 'HEAD~1');
    }
  });

  test('can be asked only whether its tests can fail', async () => {
    const added = `
test('is free of what costs nothing', () => {
  isFree([]);
  expect(1).toBe(1);
});

test('a discount', () => {
  expect(total([3], 1)).toBe(2);
});
`;
    // The new branch has no test, which is not asked.
    const { code, stdout, audit, change } = await auditChange(
      { 'src/cart.ts': withBranch, 'test/cart.test.ts': cartTest + added },
      { args: ['--tests-of-change'] },
    );
    expect(stdout).toContain('it was only asked whether the tests of the change can fail');
    expect([code, audit.gate.reasons]).toEqual([
      1,
      ['1 test is theater', expect.stringContaining('1 test of the change notices no break')],
    ]);
    const names = new Map(audit.tests.map(({ id, name }) => [id, name]));
    expect(change.tests.map(({ id, witness }) => [names.get(id), witness !== undefined])).toEqual([
      ['is free of what costs nothing', false],
      ['a discount', true],
    ]);
    expect(change.unnoticed).toEqual([]);
  });

  test('that moves a file and renames a function passes', async () => {
    const { code, audit, change } = await auditChange(
      {
        'src/basket.ts': cart.replace('function label', 'function noun'),
        'test/cart.test.ts': cartTest
          .replace('../src/cart.ts', '../src/basket.ts')
          .replaceAll('label', 'noun'),
      },
      { move: ['src/cart.ts', 'src/basket.ts'] },
    );
    expect({ code, reasons: audit.gate.reasons }).toEqual({ code: 0, reasons: [] });
    expect(change.functions.map(({ movedFrom }) => movedFrom?.name)).toContain('label');
  });

  test('never fails for what was so before', async () => {
    const seen = await auditChange({ 'src/pad.ts': debt.replace('`  ${text}`', '`  ${text.trim()}`') });
    // The body is as unnoticed as it was; what was added to it is new.
    expect(breaksOf(seen, 'old')).toContain('{\n  return `  ${text.trim()}`;\n} → {}');
    expect(breaksOf(seen, 'new-survivor').every((text) => text.includes('trim'))).toBe(true);
  });

  test('of text for people has nothing to check', async () => {
    const { code, stdout } = await runRealcov(root, ['audit', '--since', ...gate]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        /^nothing to check: nothing that can be broken has changed since the default branch$/m,
      ),
    });
  });

  test('of tests that did not load before is not called old', async () => {
    const broken = cartTest.replace("'vitest';", "'vitest';\nimport './missing.ts';");
    writeFiles(root, { 'test/cart.test.ts': broken });
    git(root, 'commit', '--quiet', '--all', '--message=broken');
    try {
      const { code, change } = await auditChange({
        'test/cart.test.ts': cartTest.replace("test('free'", "test.skip('free'"),
      });
      expect(change.base.reason).toBe('test/cart.test.ts does not load with the tests of the base');
      expect(new Set(change.unnoticed.map(({ kind }) => kind))).toEqual(new Set(['unknown']));
      expect(code).toBe(4);
    } finally {
      git(root, 'reset', '--quiet', '--hard', 'HEAD~1');
    }
  });

  test('that is staged is looked at without what is not', async () => {
    writeFiles(root, { 'test/cart.test.ts': cartTest.replace("test('total'", "test.skip('total'") });
    git(root, 'add', '--all');
    // In the working tree the test is there, and something else is wrong.
    writeFiles(root, { 'test/cart.test.ts': cartTest, 'src/cart.ts': 'export const total = 1;\n' });
    try {
      const { code } = await runRealcov(root, ['audit', '--staged', '--no-times', ...gate]);
      const text = readFileSync(join(root, 'reports', 'realcov', 'part', 'audit.json'), 'utf8');
      const { change } = JSON.parse(text) as Audit;
      expect([code, change!.base.ref]).toEqual([1, 'staged']);
      expect(change!.testsGone).toEqual([{ file: 'test/cart.test.ts', name: 'total', why: 'skipped' }]);
    } finally {
      git(root, 'reset', '--quiet', '--hard');
    }
  });
});
