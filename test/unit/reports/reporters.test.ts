import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type ReporterName, reporterNames, reporters } from '../../../reports/reporters/index.ts';
import type { Reporter } from '../../../reports/reporters/reporter.ts';
import { reportersOf, writeReports, writesFiles } from '../../../src/commands/out-files.ts';
import { optionTable } from '../../../src/options/table.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const table: Record<ReporterName, Reporter> = reporters;

test.each(reporterNames)('%s is in the help, and writes the files that it names', async (name) => {
  const { help, schema, default: usual } = optionTable.reporters;
  expect(help).toContain(`${name} ${table[name].does}`);
  expect(schema.safeParse([name]).success).toBe(true);
  expect(usual).toContain(name);

  const root = tempProject({ 'package.json': '{}' });
  const outDir = `${root}/reports`;
  await writeReports(sampleAudit(), { root, outDir, reporters: [name], reportUrl: undefined }, root);
  const written = existsSync(outDir) ? readdirSync(outDir) : [];
  expect(table[name].files).toEqual(expect.arrayContaining(written));
  expect(written).toEqual(expect.arrayContaining(table[name].files.slice(0, 1)));
  expect(writesFiles([name])).toBe(written.length > 0);
  expect(reportersOf(outDir)).toEqual(written.length > 0 ? [...new Set(['json', name])] : ['json']);
});
