import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Audit } from '../../src/model/audit.ts';
import { runRealcov } from '../helpers/project.ts';
import { commitAll, lastingProject, linkPackage, writeFiles } from '../helpers/temp-project.ts';

const label = `export function label(count: number): string {
  return count === 1 ? 'item' : 'items';
}
`;
const hub = `export function scale(size: number): number {
  return size * 2;
}

export function shift(size: number): number {
  return size + 1;
}
`;
const labelTest = `
import { expect, test } from 'vitest';
import { scale, shift } from '../src/hub.ts';
import { label } from '../src/label.ts';

test('labels', () => {
  expect([label(1), label(2)]).toEqual(['item', 'items']);
});

test('sizes', () => {
  expect([scale(3), shift(1)]).toEqual([6, 2]);
});
`;
const hubTest = (size: number) => `
import { expect, test } from 'vitest';
import { shift } from '../src/hub.ts';

test('shifts ${size}', () => {
  expect(shift(${size})).toBe(${size + 1});
});
`;

let root: string;

beforeAll(() => {
  const project = lastingProject({
    'package.json': '{"name":"shop","private":true,"type":"module"}',
    '.gitignore': 'node_modules\nreports\n.realcov\n',
    'src/label.ts': label,
    'src/hub.ts': hub,
    'test/label.test.ts': labelTest,
    ...Object.fromEntries(
      Array.from({ length: 24 }, (_, size) => [`test/hub-${size}.test.ts`, hubTest(size)]),
    ),
  });
  root = project.root;
  afterAll(project.remove);
  for (const name of ['vitest', 'vite']) linkPackage(root, name);
  commitAll(root);
});

test('a change of a part that few tests reach runs these, and the others only on what a weakened test no longer notices', async () => {
  writeFiles(root, {
    'src/label.ts': label.replace("'items'", '`${count} items`'),
    'test/label.test.ts': labelTest
      .replace("'items']", "'2 items']")
      .replace('expect([scale(3), shift(1)]).toEqual([6, 2])', 'expect(scale(3) + shift(1)).toBeDefined()'),
  });
  const { code, stdout } = await runRealcov(root, [
    'audit',
    '--since',
    'HEAD',
    '--no-times',
    '--fail-on',
    'lost-kills',
  ]);
  const text = readFileSync(join(root, 'reports', 'realcov', 'part', 'audit.json'), 'utf8');
  const { change, mutants, functions, project } = JSON.parse(text) as Audit;
  expect(stdout).toContain('1 of 25 test files were changed or import something that was');
  expect([code, project.testFiles]).toEqual([1, 1]);
  const names = new Map(functions.map(({ id, name, verdict }) => [id, `${name}: ${verdict}`]));
  // Other tests notice what "sizes" no longer does of shift.
  expect(change!.functions.map(({ id, why }) => [names.get(id), why])).toEqual([
    ['scale: pseudo-tested', 'run-by-tests'],
    ['shift: tested', 'run-by-tests'],
    ['label: tested', 'changed'],
  ]);
  const lost = new Set(change!.unnoticed.filter(({ kind }) => kind === 'lost-kill').map(({ id }) => id));
  const originals = mutants.filter(({ id }) => lost.has(id)).map(({ original }) => original);
  expect(originals).toEqual(expect.arrayContaining(['size * 2', '{\n  return size * 2;\n}']));
  expect(originals.filter((original) => original.includes('size + 1'))).toEqual([]);
});
