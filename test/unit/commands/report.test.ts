import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAudit } from '../../../src/commands/last-audit.ts';
import { reportCommand } from '../../../src/commands/report.ts';
import { reportDir } from '../../../src/commands/report-place.ts';
import { retryCommand } from '../../../src/commands/retry.ts';
import { exitCodes, UserError } from '../../../src/errors.ts';
import type { OptionInput } from '../../../src/options/resolve.ts';
import { holdsEveryBreak, isSameScope } from '../../../src/options/scope.ts';
import { recordedIo } from '../../helpers/io.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';
import { tempProject } from '../../helpers/temp-project.ts';
import { pitReport, reportOf, strykerReport } from '../imported/reports.ts';

const quick: OptionInput = { reporters: ['terminal', 'json', 'markdown', 'sarif', 'junit', 'gitlab'] };

/** A folder with a report and nothing else: no project. */
function folder(report: object = strykerReport(), files: Record<string, string> = {}): string {
  return tempProject({ 'mutation.json': JSON.stringify(report), ...files });
}

async function report(root: string, input: OptionInput = {}, path = 'mutation.json') {
  const io = recordedIo(root);
  const exitCode = await reportCommand(path, { ...quick, ...input }, io);
  return { exitCode, ...io.printed };
}

async function refusal(root: string, input: OptionInput = {}, path = 'mutation.json'): Promise<UserError> {
  const error = await report(root, input, path).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).exitCode).toBe(exitCodes.usage);
  return error as UserError;
}

describe('realcov report', () => {
  test('prints and writes the reports where there is no project', async () => {
    const root = folder();
    const { exitCode, out } = await report(root);
    expect(exitCode).toBe(exitCodes.passed);
    expect(out).toContain('real coverage 20% · claimed 80%');
    expect(out).toContain('pseudo-tested  src/till.ts:12  Till.note');
    expect(out).not.toContain('realcov show');
    expect(readdirSync(root).sort()).toEqual(['mutation.json', 'reports']);
    const written = join(root, 'reports', 'realcov');
    expect(await readAudit(written)).toMatchObject({ imported: { tool: 'StrykerJS' } });
    expect(readFileSync(join(written, 'summary.md'), 'utf8')).toContain('# `till`: real coverage 20%');
  });

  test('names the command that shows a break where it would find it', async () => {
    const { out } = await report(folder(strykerReport(), { 'package.json': '{}' }));
    expect(out).toContain('realcov show');
  });

  test('writes into another folder, and prints JSON alone', async () => {
    const root = folder(pitReport());
    const { out } = await report(root, { outDir: 'out', json: true });
    expect(JSON.parse(out)).toMatchObject({ realCoverage: { percent: 33.33 }, tests: 0 });
    expect(existsSync(join(root, 'out', 'audit.json'))).toBe(true);
    expect(existsSync(join(root, 'reports'))).toBe(false);
  });

  test("leaves an audit of realcov's own where it is", async () => {
    const own = JSON.stringify(sampleAudit());
    const root = folder(strykerReport(), { 'reports/realcov/audit.json': own });
    const { out } = await report(root);
    expect(readFileSync(join(root, 'reports/realcov/audit.json'), 'utf8')).toBe(own);
    expect(out).toContain(join('reports', 'realcov', 'imported', 'audit.json'));
  });

  test("makes room for an audit of realcov's own, even of a part", async () => {
    const root = folder();
    await report(root);
    const outDir = join(root, 'reports', 'realcov');
    const own = { ...sampleAudit(), complete: false };
    expect(await reportDir(own, outDir)).toBe(outDir);
    expect(isSameScope(await readAudit(outDir), sampleAudit())).toBe(false);
  });

  test('compares with the report before', async () => {
    const root = folder();
    await report(root);
    const changed = JSON.parse(JSON.stringify(strykerReport()).replace('"Killed"', '"Survived"'));
    const later = tempProject({ 'mutation.json': JSON.stringify(changed) });
    await report(root, {}, join(later, 'mutation.json'));
    const comparison = JSON.parse(readFileSync(join(root, 'reports/realcov/comparison.json'), 'utf8'));
    expect(comparison.lost).toHaveLength(1);
  });
});

describe('a limit', () => {
  test.each([
    [{ minRealCoverage: 20 }, exitCodes.passed, 'passed'],
    [{ minRealCoverage: 21 }, exitCodes.gateFailed, 'real coverage 20% is below the minimum of 21%'],
    [{ failOn: ['pseudo-tested'] }, exitCodes.gateFailed, '2 functions are pseudo-tested'],
  ] satisfies [OptionInput, number, string][])('%j', async (input, expected, said) => {
    const { exitCode, out } = await report(folder(), input);
    expect(exitCode).toBe(expected);
    expect(out).toContain(said);
  });

  test('on what such a report does not tell is refused', async () => {
    const error = await refusal(folder(), { failOn: ['pseudo-tested', 'theater', 'new-survivors'] });
    expect(error.message).toContain('--fail-on theater,new-survivors');
  });

  test('does not hold where the tool did not come to its end', async () => {
    const pending = reportOf('a', [{ status: 'Pending' }, { status: 'Killed' }]);
    const { exitCode, out } = await report(folder(pending), { minRealCoverage: 50 });
    expect(exitCode).toBe(exitCodes.incomplete);
    expect(out).toContain('50% of the breaks have no proven verdict');
    expect((await report(folder(pending), { maxUnproven: 50 })).exitCode).toBe(exitCodes.passed);
  });
});

describe('a file that is not there, or is none', () => {
  test('is named, with what to do', async () => {
    const error = await refusal(folder(), {}, 'other.json');
    expect(error.message).toBe('there is no file other.json');
    expect(error.hint).toContain('reports/mutation/mutation.json');
  });

  test('such as a folder: the report in it is named', async () => {
    const root = folder(strykerReport(), { 'reports/mutation/mutation.json': '{}' });
    expect((await refusal(root, {}, 'reports')).hint).toContain(join('mutation', 'mutation.json'));
    mkdirSync(join(root, 'empty'));
    expect((await refusal(root, {}, 'empty')).hint).toBe('name the file in it');
  });

  test('and a reporter that tells events is refused', async () => {
    expect((await refusal(folder(), { reporters: ['jsonl'] })).message).toContain('jsonl');
  });
});

describe('what stands on an audit of realcov’s own', () => {
  const audited = async () => {
    const root = folder(strykerReport(), { 'package.json': '{ "name": "till" }' });
    await report(root);
    return root;
  };

  test('does not run the breaks of another tool again', async () => {
    const again = retryCommand([], {}, recordedIo(await audited()));
    await expect(again).rejects.toThrow('the last audit is from a report of StrykerJS');
  });

  test('calls no decision stale because another tool makes other breaks', async () => {
    expect(holdsEveryBreak(await readAudit(join(await audited(), 'reports', 'realcov')))).toBe(false);
  });
});
