import { describe, expect, test } from 'vitest';
import { vitestMajors } from '../../helpers/project.ts';
import { audit, healthy, project } from './harness.ts';

/** A test that fails every third time it runs, in whatever process. */
const flaky = [
  "import { readFileSync, writeFileSync } from 'node:fs';",
  "import { expect, test } from 'vitest';",
  "import { add } from './add.js';",
  "import { only } from './only.js';",
  "test('steady', () => { expect(add(1, 1)).toBe(2); });",
  "test('shaky', () => {",
  '  let runs = 0;',
  "  try { runs = Number(readFileSync('reports/runs', 'utf8')); } catch {}",
  "  writeFileSync('reports/runs', String(runs + 1));",
  '  expect(only()).toBe(7);',
  '  expect(runs % 3).not.toBe(1);',
  '});',
  '',
].join('\n');

const ordered = [
  "import { expect, test } from 'vitest';",
  "import { add } from './add.js';",
  'let sum;',
  "test('adds', () => { sum = add(2, 2); });",
  "test('has added', () => { expect(sum).toBe(4); });",
  '',
].join('\n');

describe.concurrent('a suite that is not stable', () => {
  test.each(vitestMajors)(
    'is audited without its flaky tests, which are named, on Vitest %i',
    async (major) => {
      const root = project(
        {
          ...healthy,
          'reports/.keep': '',
          'src/only.js': 'export function only() {\n  return 7;\n}\n',
          'src/shaky.test.js': flaky,
        },
        major,
      );
      const { code, audit: report } = await audit(root, {
        args: ['--killers', 'all', '--mutators', 'EmptyBody'],
      });
      expect(code).toBe(4);
      expect(report?.leftOut).toEqual([{ file: 'src/shaky.test.js', test: 'shaky', why: 'flaky' }]);
      expect(report?.notices).toEqual([
        {
          kind: 'test-flaky',
          file: 'src/shaky.test.js',
          message: expect.stringMatching(
            /^"shaky" passes \d and fails \d of \d times with nothing changed, so what it notices is not counted: expected 1 not to be 1/,
          ),
        },
      ]);
      expect(report?.tests.map(({ name }) => name).sort()).toEqual(['adds', 'steady']);
      const seen = report?.mutants.map(({ file, status, reason }) => ({ file, status, reason }));
      expect(seen).toEqual([
        { file: 'src/add.js', status: 'killed', reason: undefined },
        {
          file: 'src/only.js',
          status: 'unproven',
          reason: '"shaky" in src/shaky.test.js reaches it, and is left out',
        },
      ]);
    },
  );

  test('is audited in its own order, where it needs that', async () => {
    const root = project({ 'src/add.js': healthy['src/add.js']!, 'src/ordered.test.js': ordered });
    const { code, audit: report } = await audit(root, {
      args: ['--killers', 'all', '--mutators', 'EmptyBody'],
    });
    expect(code).toBe(0);
    expect(report?.notices).toEqual([]);
    expect(report?.findings).toMatchObject([
      // What the other one needs of it is no assertion.
      { kind: 'no-assertion', test: 'adds' },
      {
        kind: 'order-dependent',
        test: 'has added',
        line: 5,
        evidence: { alone: 'fails' },
        reproduce: "npx vitest run src/ordered.test.js -t '^ ?has added$'",
      },
    ]);
    const nameOf = new Map(report?.tests.map(({ id, name }) => [id, name]));
    expect(report?.mutants[0]?.killedBy.map((id) => nameOf.get(id)).sort()).toEqual(['has added']);
  });
});
