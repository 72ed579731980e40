import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reportOfStryker } from '../../../src/commands/stryker.ts';
import { strykerPlugins, strykerValidationSchema } from '../../../src/stryker/plugin.ts';
import { RealcovReporter } from '../../../src/stryker/reporter.ts';
import { recordedIo } from '../../helpers/io.ts';
import { tempProject } from '../../helpers/temp-project.ts';
import { strykerReport } from '../imported/reports.ts';

test('StrykerJS is given a reporter, and the key of its settings', () => {
  expect(strykerPlugins).toEqual([expect.objectContaining({ kind: 'Reporter', name: 'realcov' })]);
  expect(Object.keys(strykerValidationSchema.properties)).toEqual(['realcov']);
});

describe('the reporter of StrykerJS', () => {
  test('writes nothing where there was no report', async () => {
    const root = tempProject({ 'package.json': '{}' });
    await new RealcovReporter({}, root).wrapUp();
    expect(existsSync(join(root, 'reports'))).toBe(false);
  });

  test('writes into the configured folder before StrykerJS ends', async () => {
    const root = tempProject({ 'package.json': '{}' });
    const reporter = new RealcovReporter({ realcov: { outDir: 'out', reporters: ['json'] } }, root);
    reporter.onMutationTestReportReady(strykerReport() as never);
    await reporter.wrapUp();
    expect(existsSync(join(root, 'out', 'audit.json'))).toBe(true);
  });

  test('prints the summary', async () => {
    const root = tempProject({ 'package.json': '{}' });
    const { printed, ...io } = recordedIo(root);
    await reportOfStryker(strykerReport(), { reporters: ['terminal'] }, root, io);
    expect(printed.out).toContain('real coverage 20%');
    expect(printed.err).toBe('');
  });

  test.each([
    [{ outdir: 'x' }, 'unknown key "outdir" under "realcov" in the configuration of StrykerJS'],
    [7, 'the key "realcov" in the configuration of StrykerJS must be an object'],
  ])('says what is wrong with its settings %j, and takes StrykerJS nothing', async (section, message) => {
    const root = tempProject({ 'package.json': '{}' });
    const { printed, ...io } = recordedIo(root);
    await reportOfStryker(strykerReport(), section, root, io);
    expect(printed.err).toContain(message);
    expect(printed.err.trimEnd().split('\n').length).toBeLessThan(4);
  });
});
