import { describe, expect, test } from 'vitest';
import { compareTests } from '../../../src/change/edited-tests.ts';

const content = (text: string) => ({ kind: 'file' as const, bytes: Buffer.from(text) });

function compared(before: string | undefined, after: string | undefined) {
  return compareTests({
    path: 'a.test.ts',
    ...(before !== undefined && { before: content(before) }),
    ...(after !== undefined && { after: content(after) }),
  });
}

const file = `import { expect, test } from 'vitest';
test('one', () => {
  expect(1).toBe(1);
});
test('two', () => {
  expect(2).toBe(2);
});
`;

describe('a test', () => {
  test('is the same where only its place, its comments and its formatting are others', () => {
    const after = file.replace("test('two', () => {\n", "// again\n\ntest('two', () =>\n{ /* 2 */\n");
    const { changeOf, isLost, concernsAll } = compared(file, after);
    expect([changeOf(2), changeOf(7), isLost(2), isLost(5), concernsAll]).toEqual([
      undefined,
      undefined,
      false,
      false,
      false,
    ]);
  });

  test('is edited under its own title, and added under another', () => {
    const after = file.replace('toBe(2)', 'toBe(3)').replace("test('one'", "test('first'");
    const { changeOf, isLost } = compared(file, after);
    expect([changeOf(2), changeOf(5), isLost(2), isLost(5)]).toEqual(['added', 'edited', true, true]);
  });

  test('is lost where it is skipped, also with its suite', () => {
    expect(compared(file, file.replace("test('one'", "test.skip('one'")).isLost(2)).toBe(true);
    const suite = `describe('all', () => {\n${file}});\n`;
    const { isLost } = compared(suite, suite.replace('describe(', 'describe.skip('));
    expect([isLost(3), isLost(6)]).toEqual([true, true]);
  });

  test('is added in a new file, and lost with its file', () => {
    expect(compared(undefined, file).changeOf(2)).toBe('added');
    expect(compared(file, undefined).isLost(2)).toBe(true);
  });
});

describe('what is outside of the tests', () => {
  test.each([
    ['a helper', file.replace("test('one'", "const one = 1;\ntest('one'"), true],
    ['a hook', `${file}beforeEach(() => {\n  reset();\n});\n`, true],
    ['a table', file.replace("test('one'", "const rows = [\n  1,\n];\ntest('one'"), true],
    ['an import', file.replace("'vitest';", "'vitest';\nimport {\n  a,\n  b,\n} from './a.ts';"), false],
    ['a comment', `// new\n/*\n * new\n */\n${file}`, false],
    ['another test', `${file}test('three', () => {});\n`, false],
  ])('%s concerns all of them: %s', (_, after, expected) => {
    expect(compared(file, after).concernsAll).toBe(expected);
  });
});
