import { expect, test } from 'vitest';
import { renderGenerated, renderSandbox } from '../../../reports/index.ts';
import type { Generated } from '../../../src/model/generated.ts';

const generated: Generated = {
  writer: 'embedded',
  violations: [],
  targeted: 12,
  noticed: 9,
  reach: { targeted: 11, noticed: 9 },
  accepted: [{ test: 'go > go(1) is 1', file: 'test/go.test.ts', notices: ['m1'] }],
  rejected: [
    { test: 'a', file: 'test/go.test.ts', reason: 'redundant' },
    { test: 'b', file: 'test/go.test.ts', reason: 'redundant' },
    { test: 'c', file: 'test/go.test.ts', reason: 'it does not always pass' },
  ],
  same: [
    { mutant: 'm2', inputs: 400 },
    { mutant: 'm3', inputs: 150 },
  ],
  left: [{ function: 'Cart.total', file: 'src/cart.ts', breaks: 1, reason: 'it is a method' }],
  files: [{ file: 'test/go.test.ts', before: 'a\nb\n', after: 'a\nb\nc\u0007\n' }],
  seconds: 3.2,
};

test('what is accepted is a diff, then come figures and what is left', () => {
  expect(renderGenerated(generated, { colors: false, times: true, written: [] })).toBe(`--- a/test/go.test.ts
+++ b/test/go.test.ts
@@ -1,2 +1,3 @@
 a
 b
+c\\u0007

accepted    1 test notices 9 of 12 breaks that no test noticed
            for test/go.test.ts; --apply writes them
rejected    2 tests: redundant
            1 test: it does not always pass
the same    2 breaks did what the original does for 150 inputs or more, and may be equivalent
left        Cart.total (src/cart.ts, 1 break): it is a method
cost        3.2 s, no model used
`);
});

test('a new file is a diff from nothing', () => {
  const files = [{ file: 'test/go.test.ts', before: undefined, after: 'c\n' }];
  const text = renderGenerated({ ...generated, files }, { colors: false, times: false, written: [] });
  expect(text).toContain('--- /dev/null\n+++ b/test/go.test.ts\n@@ -0,0 +1,1 @@\n+c\n');
});

test('what was written is named, and shown all the same: nobody has read it yet', () => {
  const text = renderGenerated(generated, { colors: false, times: false, written: ['test/go.test.ts'] });
  expect(text).toContain('written to test/go.test.ts');
  expect(text).toContain('+++ b/test/go.test.ts\n');
  expect(text).toMatch(/^cost {8}no model used$/m);
});

test('the sandbox is told as it was', () => {
  expect(renderSandbox({ sandboxed: true, network: 'cut' })).toContain('no network');
  expect(renderSandbox({ sandboxed: true, network: 'open' })).toContain('this system cannot cut the network');
  expect(renderSandbox({ sandboxed: false, network: 'open' })).toContain('without a sandbox');
});

test('what a test calls that the project gave it is said before the diff', () => {
  const accepted = generated.accepted.map((each, index) =>
    index === 0 ? { ...each, callsUnseen: ['get(…)'] } : each,
  );
  const [first, second] = renderGenerated(
    { ...generated, accepted },
    { colors: false, times: false, written: [] },
  ).split('\n');
  expect(first).toMatch(/^read with care: .+ \(.+\) calls what it got from get\(…\)$/);
  expect(second).toBe('');
});
