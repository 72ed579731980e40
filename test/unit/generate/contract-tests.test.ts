import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  isAboutExpectation,
  readFailure,
  withoutExpectations,
} from '../../../src/generate/contracts/violation.ts';
import { declarationsOf } from '../../../src/generate/types/declarations.ts';
import { characterizationTestsOf } from '../../../src/generate/write/characterization-tests.ts';
import { writeFile } from '../../../src/generate/write/write.ts';
import { mayBeSent } from '../../../src/generate/writers/may-be-sent.ts';

/** A folder with these files, for the length of the test. */
function folderWith(files: Record<string, string>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'realcov-files-')));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

describe('a test without what it expects', () => {
  test.each([
    ['expect(total([])).toBe(0);', 'expect(total([]));'],
    ['expect(() => total([])).toThrow(RangeError);', 'expect(total([]));'],
    ['await expect(load(1)).resolves.not.toEqual({ a: 1 });', 'await expect(load(1));'],
    [
      'const cart = new Cart();\nexpect(cart.total()).toBe(1);\nexpect(cart.size).toBe(2);',
      'const cart = new Cart();\nexpect(cart.total());\nexpect(cart.size);',
    ],
    ['expect(expect(total([])).toBe(1)).toBe(2);', 'expect(expect(total([])).toBe(1));'],
    ["expect(total(['a.toBe(1)'])).toBe(1)", "expect(total(['a.toBe(1)']))"],
  ])('%s', (code, bare) => {
    expect(withoutExpectations(code)).toBe(bare);
  });
});

describe('a failure says what was called, expected and got', () => {
  test.each([
    [
      'expect(total([])).toBe(0);',
      'expected 5 to be +0 // Object.is equality',
      { input: 'total([])', expected: 'toBe(0)', actual: '5' },
    ],
    [
      'expect(() => total([])).toThrow(RangeError);',
      "expected function to throw an error, but it didn't",
      { input: 'total([])', expected: 'toThrow(RangeError)', actual: 'it throws nothing' },
    ],
    [
      'const cart = new Cart();\nexpect(cart.total()).toEqual([1]);',
      'expected [ 2 ] to deeply equal [ 1 ]',
      { input: 'const cart = new Cart();\ncart.total()', expected: 'toEqual([1])', actual: '[ 2 ]' },
    ],
    [
      'expect(await load(1)).toBe(1);',
      'TypeError: fetch is not a function',
      { input: 'await load(1)', expected: 'toBe(1)', actual: 'TypeError: fetch is not a function' },
    ],
    [
      'expect(a()).toBe(1);\nexpect(b()).toBe(2);',
      'expected 3 to be 2 // Object.is equality',
      { input: 'expect(a()).toBe(1);\nexpect(b()).toBe(2);', expected: '2', actual: '3' },
    ],
  ])('%s', (code, error, read) => {
    expect(readFailure(code, error)).toEqual(read);
  });
});

test.each([
  ['expect(total([])).toBe(0);', 'expected 5 to be +0 // Object.is equality', true],
  ['expect(await load(1)).toBe(1);', 'TypeError: fetch is not a function', true],
  [
    'const a = JSON.parse("{ a: 1 }");\nexpect(total(a)).toBe(0);',
    'SyntaxError: Expected property name',
    false,
  ],
  ['const a = total([]);\nexpect(a).toBe(0);', 'expected 5 to be +0', true],
  ['total(1);', 'TypeError: lines is not iterable', false],
])('whether the code is to blame for %s, which says %s: %s', (code, error, isAbout) => {
  expect(isAboutExpectation(code, error)).toBe(isAbout);
});

test('what a writer is shown of a module are declarations, of what is needed alone', () => {
  const root = folderWith({
    'tsconfig.json': '{"compilerOptions":{"strict":true}}',
    'src/cart.ts': `import type { Money } from './money.ts';
import { secret } from './secret.ts';
/** One of them. */
export interface Line { price: Money }
interface Unneeded { a: 1 }
/** Adds up. */
export function total(lines: Line[], rate = secret): Money { return hidden(lines); }
function hidden(lines: Line[]): Money { return lines[0]!.price; }
function inner() { return Math.random() > 2 ? 'said only in the body' : 'this too'; }
export { inner as outer };
export function kind(): 'open' | undefined { return undefined; }
export class Cart { #lines: Line[] = []; add(line: Line) { this.#lines.push(line); } }
`,
    'src/money.ts':
      'export type Money = { cents: number; of: Currency };\nexport enum Currency { Euro }\nexport const rate = () => 7;\n',
    'src/secret.ts': 'export type Kept = 1;\nexport const secret = 42;\n',
  });
  const declared = declarationsOf(root, ['src/cart.ts'], (file) => file !== 'src/secret.ts');
  const text = declared('src/cart.ts', ['total']);
  expect(text).toContain(
    '/** Adds up. */\nexport declare function total(lines: Line[], rate?: number): Money;',
  );
  expect(text).toContain('/** One of them. */\nexport interface Line');
  expect(text).toContain('export type Money');
  expect(text).toContain('export declare enum Currency');
  for (const absent of ['return', 'Unneeded', 'Cart', 'Kept', 'const rate'])
    expect(text).not.toContain(absent);
  expect(declared('src/cart.ts', ['Cart'])).toContain('add(line: Line): void;');
  expect(declared('src/cart.ts', ['outer'])).toMatch(
    /declare function inner\(\): string;[\s\S]*inner as outer/,
  );
  expect(declared('src/cart.ts', ['kind'])).toContain("kind(): 'open' | undefined;");
});

test('what git ignores, what is installed, and what is named is never sent', () => {
  const root = folderWith({ '.gitignore': 'local/\n*.key.ts\n', 'src/a.ts': '' });
  spawnSync('git', ['init', '-q'], { cwd: root });
  const isSent = mayBeSent(root, ['src/private', '**/*.secret.ts']);
  const files = [
    'src/a.ts',
    'local/a.ts',
    'src/a.key.ts',
    'src/private/deep/a.ts',
    'src/a.secret.ts',
    '../other/a.ts',
    'node_modules/a/a.ts',
  ];
  expect(files.filter(isSent)).toEqual(['src/a.ts']);
});

test('pins are found below their marks', () => {
  const candidate = (suite: string, name: string, clause?: string) => ({
    suite,
    name,
    text: `test('${name}', () => {\n  expect(${suite}()).toBe(1);\n});`,
    uses: [],
    imports: [suite],
    ...(clause !== undefined && { clause }),
  });
  const long = 'It is one, whatever happens, '.repeat(5);
  const style = { runner: 'vitest', call: 'test', globals: false, extension: 'source' } as const;
  const text = writeFile(
    [
      candidate('a', 'all'),
      candidate('a', 'pin'),
      candidate('b', 'founded', long),
      candidate('b', 'unfounded'),
    ],
    '../src/a.ts',
    style,
  );
  expect(characterizationTestsOf(text, 'a.test.ts').map(({ test: name }) => name)).toEqual([
    'a > all',
    'a > pin',
    'b > unfounded',
  ]);
  expect(characterizationTestsOf(text, 'a.test.ts')[0]).toEqual({
    file: 'a.test.ts',
    line: 6,
    test: 'a > all',
  });
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(110);
  expect(characterizationTestsOf("const text = '// Pins what the code does now';", 'a.test.ts')).toEqual([]);
});
