import { expect, test } from 'vitest';
import { doesNot } from '../../../src/lab/process/runner-host.ts';
import { withoutNoise } from '../../../src/system/noise.ts';

const complaints = [
  '[baseline-browser-mapping] The data in this module is over two months old.  To ensure accurate Baseline data, …',
  'Browserslist: browsers data (caniuse-lite) is 60 months old. Please run:',
  '  npx update-browserslist-db@latest',
  '  Why you should do it regularly: https://github.com/browserslist/update-db#readme',
  'Sourcemap for "/p/node_modules/a/dist/a.js" points to missing source files',
  '(node:4711) ExperimentalWarning: SQLite is an experimental feature and might change at any time',
  '(Use `node --trace-warnings ...` to show where the warning was created)',
  '(node:4711) [DEP0040] DeprecationWarning: The `punycode` module is deprecated.',
];
const reasons = [
  'Error: Cannot find module ./setup.ts',
  'Browserslist is not defined',
  '    at /p/node_modules/source-map/index.js:3:1',
  'the source map is what the test asserts',
];

test('what packages complain of about themselves is left out, what went wrong stays', () => {
  expect(withoutNoise([...complaints, ...reasons])).toEqual(reasons);
});

test('a suite that does not start shows what went wrong, and not what packages say of their age', () => {
  const output = [reasons[0], ...complaints, ...complaints].join('\n');
  expect(
    doesNot({ title: 'Vitest', command: 'npx vitest run' }, 'start', 'startup failed', output).details,
  ).toEqual([reasons[0]]);
});
