import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MutationTestResult } from 'mutation-testing-report-schema/api';
import { afterAll, expect, test } from 'vitest';
import type { Audit } from '../../src/model/audit.ts';
import { endSharedProcesses, runInSharedProcess as runRealcov } from '../helpers/audit-process.ts';
import { readAudit } from '../helpers/project.ts';
import { linkPackage, tempProject, writeFiles } from '../helpers/temp-project.ts';

afterAll(endSharedProcesses);

const source = `export interface Line {
  price: number;
  note?: string;
}

export function total(lines: Line[]): number {
  const prices = lines.map((line) => line.price);
  return prices.reduce((sum, price) => sum + price, 0);
}

export function shown(line: Line): string {
  return line.note ?? 'none';
}
`;

/** A project whose tests call `shown` and look at nothing. */
function shop(): string {
  const root = tempProject({
    'package.json': '{ "name": "shop", "type": "module" }',
    'tsconfig.json': '{ "compilerOptions": { "strict": true, "types": [] }, "include": ["src"] }',
    'src/cart.ts': source,
    'test/cart.test.ts': [
      "import { expect, test } from 'vitest';",
      "import { shown, total } from '../src/cart.ts';",
      "test('adds up', () => expect(total([{ price: 1 }, { price: 2 }])).toBe(3));",
      "test('shows', () => { shown({ price: 1 }); });",
      '',
    ].join('\n'),
  });
  linkPackage(root, 'vitest');
  linkPackage(root, 'vite');
  return root;
}

/** The same project with tests of Jest. */
function shopOnJest(): string {
  const root = shop();
  const jest = { transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' } } }] } };
  writeFiles(root, {
    'package.json': JSON.stringify({ name: 'shop', scripts: { test: 'jest' }, jest }),
    'test/cart.test.ts': readFileSync(join(root, 'test/cart.test.ts'), 'utf8').replace(/^.*vitest.*\n/, ''),
  });
  for (const name of ['jest', '@swc/jest', '@swc/core']) linkPackage(root, name);
  return root;
}

test('a survivor of a project with Jest is caught by types as well', async () => {
  const root = shopOnJest();
  expect((await runRealcov(root, ['audit', '--check-types', '--quiet'])).code).toBe(0);
  const audit = readAudit(root);
  expect(audit.project.runner?.name).toBe('jest');
  expect(inShown(audit)).toMatchObject({
    EmptyBody: { status: 'survived' },
    NullishCoalescing: { status: 'type-error' },
  });
});

test('a survivor that does not compile is caught by types, and a deleted body stays a survivor', async () => {
  const root = shop();
  const { code, stdout } = await runRealcov(root, ['audit', '--check-types', '--no-times']);
  expect(code).toBe(0);
  const audit = readAudit(root);
  expect(inShown(audit)).toMatchObject({
    EmptyBody: { status: 'survived' },
    NullishCoalescing: {
      status: 'type-error',
      reason: "TS2322: Type 'string | undefined' is not assignable to type 'string'.",
    },
    StringLiteral: { status: 'survived' },
  });
  expect(audit.timings.map(({ phase }) => phase)).toContain('types');
  expect(stdout).toMatch(/^breaks .* caught by types/m);

  const path = join(root, 'reports', 'realcov', 'mutation.json');
  const report = JSON.parse(readFileSync(path, 'utf8')) as MutationTestResult;
  const reported = report.files['src/cart.ts']?.mutants.filter(({ status }) => status === 'CompileError');
  const statusReason = expect.stringMatching(/^TS2322: /);
  expect(reported).toMatchObject([
    { mutatorName: 'LogicalOperator', statusReason },
    { mutatorName: 'NullishCoalescing', statusReason },
  ]);
});

test('types are checked only on request', async () => {
  const root = shop();
  await runRealcov(root, ['audit']);
  const audit = readAudit(root);
  expect(inShown(audit).NullishCoalescing).toMatchObject({ status: 'survived' });
  expect(audit.timings.map(({ phase }) => phase)).not.toContain('types');
});

/** What became of the breaks in `shown`, by mutator; the one with a type error where there are more. */
function inShown({ functions, mutants }: Audit) {
  const { id } = functions.find(({ name }) => name === 'shown')!;
  const own = mutants.filter((mutant) => mutant.function === id);
  const last = own.toSorted((a, b) => Number(a.status === 'type-error') - Number(b.status === 'type-error'));
  return Object.fromEntries(last.map(({ mutator, status, reason }) => [mutator, { status, reason }]));
}
