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
  'a suite that passes only on the project itself is audited there, and the report says so',
  async () => {
    const { code, audit: report } = await audit(project(looksAround));
    expect(code).toBe(0);
    expect(report?.mutants.filter(({ status }) => status === 'killed').length).toBeGreaterThan(0);
    expect(report?.notices.map(({ message }) => message).join('\n')).toMatch(
      /on the project itself, as with --in-place/,
    );
  },
);
