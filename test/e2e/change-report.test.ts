import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { endSharedProcesses, runInSharedProcess as runRealcov } from '../helpers/audit-process.ts';
import { readAudit } from '../helpers/project.ts';
import { commitAll, linkPackage, tempProject, writeFiles } from '../helpers/temp-project.ts';

afterAll(endSharedProcesses);

const before = `export function total(prices) {
  return prices.reduce((sum, price) => sum + price, 0);
}
`;

const after = `${before}
export function shipping(weight) {
  if (weight > 20) {
    console.warn('too heavy for a letter');
    return 12;
  }
  return 2;
}
`;

const testOf = (name: string, body: string) => `test('${name}', () => {\n  ${body}\n});\n`;
const head = "import { expect, test } from 'vitest';\nimport * as shop from './shop.js';\n\n";

test('an audit of a change begins with what it made worse, without what seldom deserves a test', async () => {
  const root = tempProject({
    'package.json': '{ "name": "shop", "type": "module" }',
    '.gitignore': 'node_modules\nreports\n.realcov\n',
    'src/shop.js': before,
    'src/shop.test.js': head + testOf('adds up', 'expect(shop.total([1, 2])).toBe(3);'),
  });
  linkPackage(root, 'vitest');
  linkPackage(root, 'vite');
  commitAll(root);
  writeFiles(root, {
    'src/shop.js': after,
    'src/shop.test.js':
      head +
      testOf('adds up', 'expect(shop.total([1, 2])).toBeDefined();') +
      testOf('ships', 'expect(shop.shipping(1)).toBe(2);'),
  });

  const { code, stdout } = await runRealcov(root, ['audit', '--since', 'HEAD', '--no-times']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^1 source file and 1 test file changed, compared with HEAD \(\w{7}\)\n/);
  expect(stdout).toMatch(/ {2}total {2}.*: noticed before by "adds up" \(edited\)\n/);
  expect(stdout).toMatch(/ {2}shipping {2}`weight > 20` → `false`: new code, 1 test reaches it\n/);
  expect(stdout).toMatch(/ that seldom need a test: logging \(\d\)\n/);
  expect(stdout).toMatch(/\n {2}added {2}src\/shop\.test\.js:7 {2}ships\n {4}(only this test )?notices /);

  const { change } = readAudit(root);
  const ranks = change?.unnoticed.flatMap(({ rank }) => rank ?? []).toSorted((a, b) => a - b);
  expect(ranks).toEqual(ranks?.map((_, index) => index + 1));
  expect(ranks?.length).toBeGreaterThan(1);
  const summary = readFileSync(join(root, 'reports', 'realcov', 'part', 'summary.md'), 'utf8');
  expect(summary).toContain('\n**This change leaves ');
});
