import { statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { reportersHere } from '../../reports/reporters/index.ts';
import { type ExitCode, exitCodes, UserError } from '../errors.ts';
import { auditOf } from '../imported/convert.ts';
import { parseReport } from '../imported/read.ts';
import type { OptionInput } from '../options/resolve.ts';
import { optionTable } from '../options/table.ts';
import { readPlainFile } from '../system/plain-file.ts';
import { toolVersion } from '../version.ts';
import type { Io } from './io.ts';
import { checkGateKinds, type ImportedOptions, reportImported } from './report-imported.ts';

/** `realcov report <file>`: what the report of another mutation tester says. There need not be any project. */
export async function reportCommand(path: string, input: OptionInput, io: Io): Promise<ExitCode> {
  const options = optionsOf(input, io);
  checkGateKinds(options.failOn);
  const report = parseReport(textOf(resolve(io.cwd, path), path), path);
  const imported = auditOf(report, { toolVersion, name: basename(io.cwd) });
  return reportImported(imported, options, io);
}

/** No configuration file is read: it may be code. */
function optionsOf(input: OptionInput, { cwd }: Io): ImportedOptions {
  const { outDir = optionTable.outDir.default, maxUnproven = optionTable.maxUnproven.default } = input;
  return {
    root: cwd,
    outDir: resolve(cwd, outDir),
    reporters: input.reporters ?? reportersHere(process.env),
    reportUrl: input.reportUrl,
    json: input.json ?? false,
    quiet: input.quiet ?? false,
    verbose: input.verbose ?? false,
    minRealCoverage: input.minRealCoverage,
    failOn: input.failOn ?? [],
    maxUnproven,
  };
}

/** Where StrykerJS and others put the report, below the folder that was named. */
const usual = ['mutation.json', join('mutation', 'mutation.json'), join('reports', 'mutation-report.json')];

function textOf(path: string, given: string): string {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  try {
    return readPlainFile(path);
  } catch (error) {
    if (isFolder)
      throw new UserError(
        exitCodes.usage,
        `${given} is a folder, and not the report of a mutation tester`,
        `name the file in it${suggestion(path)}`,
      );
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(
      exitCodes.usage,
      isMissing ? `there is no file ${given}` : `${given} cannot be read: ${why}`,
      'name the JSON report of a mutation tester: in StrykerJS add "json" to reporters, and it is reports/mutation/mutation.json',
    );
  }
}

function suggestion(folder: string): string {
  const found = usual.find((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile());
  return found === undefined ? '' : `, such as ${join(folder, found)}`;
}
