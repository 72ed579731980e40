import { afterAll, expect, test } from 'vitest';
import type { Retried } from '../../src/model/retried.ts';
import { endSharedProcesses, runInSharedProcess as runRealcov } from '../helpers/audit-process.ts';

import { linkPackage, tempProject, writeFiles } from '../helpers/temp-project.ts';

afterAll(endSharedProcesses);

const source =
  'export function add(a, b) {\n  return a + b;\n}\nexport function sub(a, b) {\n  return a - b;\n}\n';
const head = "import { expect, test } from 'vitest';\nimport { add, sub } from '../src/math.js';\n";
const jestConfig = { transform: { '^.+\\.js$': ['@swc/jest', { jsc: { target: 'es2022' } }] } };
const adds = "test('adds', () => expect(add(2, 0)).toBe(2));\n";

test('a survivor is run again, until a test notices it or its code is another one', async () => {
  const root = tempProject({
    'package.json': '{ "name": "shop", "type": "module" }',
    'src/math.js': source,
    'test/math.test.js': head + adds,
  });
  for (const name of ['vitest', 'vite']) linkPackage(root, name);
  expect((await runRealcov(root, ['audit', '--quiet'])).code).toBe(0);
  const retry = async (...args: string[]) => {
    const { code, stdout } = await runRealcov(root, ['retry', '--json', ...args]);
    return { code, retried: JSON.parse(stdout) as Retried[] };
  };
  const before = await retry();
  expect(before.code).toBe(1);
  const plus = before.retried.find((each) => each.break.replacement === 'a - b')!;
  expect(plus).toMatchObject({
    outcome: 'unnoticed',
    tests: [{ file: 'test/math.test.js', line: 3, name: 'adds' }],
  });
  const ofSub = before.retried.filter((each) => each.break.location.start.line > 3);
  expect(ofSub.map(({ tests }) => tests)).toEqual(ofSub.map(() => []));

  writeFiles(root, { 'test/math.test.js': `${head}${adds}test('more', () => expect(add(2, 3)).toBe(5));\n` });
  const one = await retry(plus.id.slice(0, 8));
  expect(one).toMatchObject({
    code: 0,
    retried: [
      {
        outcome: 'noticed',
        tests: [{ line: 4, name: 'more' }],
        failure: 'expected -1 to be 5 // Object.is equality',
      },
    ],
  });
  const { code, stdout } = await runRealcov(root, ['retry', '--no-times']);
  expect(code).toBe(1);
  expect(stdout).toContain(`noticed    ${plus.id}  src/math.js:2  `);
  expect(stdout).toContain('by test/math.test.js:4 more: expected -1 to be 5 // Object.is equality');
  expect(stdout).toContain('no test reaches it');
  expect(stdout).toMatch(new RegExp(`^\\d+ of ${before.retried.length} breaks are noticed now$`, 'm'));

  writeFiles(root, { 'src/math.js': source.replace('a + b', 'b + a') });
  expect(await retry(plus.id)).toMatchObject({ code: 0, retried: [{ outcome: 'gone' }] });
  expect(await runRealcov(root, ['retry', 'ffffffffffff'])).toMatchObject({ code: 2 });
});

test('the same on Jest, whose tests are then run alone', async () => {
  const globals = "import { add, sub } from '../src/math.js';\n";
  const root = tempProject({
    'package.json': JSON.stringify({ name: 'shop', scripts: { test: 'jest' }, jest: jestConfig }),
    'src/math.js': source,
    'test/math.test.js': globals + adds,
  });
  for (const name of ['jest', '@swc/jest', '@swc/core']) linkPackage(root, name);
  expect((await runRealcov(root, ['audit', '--quiet'])).code).toBe(0);
  const retry = async () => {
    const { code, stdout } = await runRealcov(root, ['retry', '--json']);
    return { code, retried: JSON.parse(stdout) as Retried[] };
  };
  const isMinus = ({ break: { replacement } }: Retried) => replacement === 'a - b';
  const before = await retry();
  expect(before.code).toBe(1);
  expect(before.retried.find(isMinus)).toMatchObject({
    outcome: 'unnoticed',
    tests: [{ file: 'test/math.test.js', line: 2, name: 'adds' }],
  });
  const more = "test('more', () => expect(add(2, 3)).toBe(5));\n";
  writeFiles(root, { 'test/math.test.js': globals + adds + more });
  expect((await retry()).retried.find(isMinus)).toMatchObject({
    outcome: 'noticed',
    tests: [{ line: 3, name: 'more' }],
    failure: expect.stringContaining('expect(received).toBe(expected)'),
  });
});
