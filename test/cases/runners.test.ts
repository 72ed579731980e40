import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Audit } from '../../src/model/audit.ts';
import { type InstalledRunner, mochaMajors, readAudit, runRealcov, withProject } from '../helpers/project.ts';

/** Audits the project with its tests run by another test runner each time. */
function auditWith(runner: InstalledRunner | 'node-test', script: string): Promise<Audit> {
  // What the globals are made of is there with Mocha.
  return withProject('runners', runner === 'node-test' ? { mocha: 11 } : runner, async (cwd) => {
    const file = join(cwd, 'package.json');
    const manifest: object = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...manifest, scripts: { test: script } }));
    const { code, stdout, stderr } = await runRealcov(cwd, ['audit', '--killers', 'all']);
    expect({ code, output: code === 0 ? '' : stdout + stderr }).toEqual({ code: 0, output: '' });
    return readAudit(cwd);
  });
}

/** What an audit says of breaks and tests, apart from times and from what runs them. */
function said({ mutants, tests, findings, functions }: Audit): object {
  const nameOf = new Map(tests.map(({ id, name }) => [id, name]));
  return {
    // Mocha runs the tests of a suite before the suites in it.
    tests: byText(tests.map(({ id, name, file, line, assertions }) => ({ id, name, file, line, assertions }))),
    functions: functions.map(({ id, name, verdict }) => ({ id, name, verdict })),
    mutants: mutants.map(({ id, status, killedBy, coveredBy }) => ({
      id,
      status,
      killedBy: killedBy.map((each) => nameOf.get(each) ?? each).sort(),
      coveredBy: coveredBy.map((each) => nameOf.get(each) ?? each).sort(),
    })),
    findings: byText(findings.map(({ kind, testId }) => ({ kind, testId }))),
  };
}

function byText<T>(rows: T[]): T[] {
  const text = (row: T) => JSON.stringify(row);
  return rows.toSorted((a, b) => (text(a) < text(b) ? -1 : 1));
}

const mocha = "mocha --require tsx/cjs --require ./globals.cjs 'tests/**/*.ts'";
const nodeTest = 'node --import tsx --import ./globals.mjs --test tests/stock.test.ts';

test('the same source and suite have the same verdicts, killers, findings and ids on Vitest, Jest, Mocha and node:test', async () => {
  const onVitest = said(await auditWith({ vitest: 5 }, 'vitest run --globals'));
  expect(onVitest).toMatchObject({ tests: { length: 8 } });
  expect(said(await auditWith({ jest: 30 }, 'jest'))).toEqual(onVitest);
  expect(said(await auditWith({ jest: 29 }, 'jest'))).toEqual(onVitest);
  expect(said(await auditWith('node-test', nodeTest))).toEqual(onVitest);
  for (const major of mochaMajors)
    expect(said(await auditWith({ mocha: major }, mocha))).toEqual(onVitest);
});
