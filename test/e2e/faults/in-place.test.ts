import { expect, test } from 'vitest';
import { audit, healthy, project } from './harness.ts';

/** Where there are no namespaces, there is no copy to fail on. */
const hasCopies = process.platform === 'linux';

/** Processes of others cannot be seen from a copy. */
const looksAround = {
  ...healthy,
  'src/add.test.js': [
    "import { expect, test } from 'vitest';",
    "import { add } from './add.js';",
    `const isThere = () => process.kill(${process.pid}, 0);`,
    "test('adds beside another process', () => {",
    '  expect(isThere()).toBe(true);',
    '  expect(add(1, 2)).toBe(3);',
    '});',
    '',
  ].join('\n'),
};

test.runIf(hasCopies)(
  'a suite that passes only on the project itself is refused with the way out',
  async () => {
    const root = project(looksAround);
    const { code, stderr } = await audit(root);
    expect({ code, stderr }).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('pass on the project itself: 1 failure'),
    });
    expect(stderr).toContain('hint: use --in-place');
    const there = await audit(root, { args: ['--in-place'] });
    expect(there.code).toBe(0);
    expect(there.audit?.mutants.filter(({ status }) => status === 'killed').length).toBeGreaterThan(0);
  },
);
