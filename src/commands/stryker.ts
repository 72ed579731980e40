import { basename, resolve } from 'node:path';
import { reportersHere } from '../../reports/reporters/index.ts';
import { auditOf } from '../imported/convert.ts';
import { checkedReport } from '../imported/read.ts';
import { readOwnSection } from '../options/read.ts';
import { type OptionValues, optionTable } from '../options/table.ts';
import { toolVersion } from '../version.ts';
import { explain } from './failure.ts';
import { type Io, toOutput } from './io.ts';
import { reportImported } from './report-imported.ts';

type Output = Pick<Io, 'out' | 'err'>;

/**
 * What the reporter does that StrykerJS loads. Nothing that goes wrong takes StrykerJS its own result.
 * @param section the key `realcov` of the configuration of StrykerJS
 */
export async function reportOfStryker(
  report: unknown,
  section: unknown,
  cwd: string,
  { out, err }: Output = standard(),
): Promise<void> {
  try {
    const settings = readOwnSection(section, 'the configuration of StrykerJS') as Partial<OptionValues>;
    const imported = auditOf(checkedReport(report, 'the report of StrykerJS'), {
      toolVersion,
      name: basename(cwd),
    });
    await reportImported(imported, optionsOf(settings, cwd), { cwd, out, err });
  } catch (error) {
    err.write(explain(error).text);
  }
}

/** Limits are left to StrykerJS, whose exit code it is: `thresholds.break`. */
function optionsOf(settings: Partial<OptionValues>, cwd: string): Parameters<typeof reportImported>[1] {
  return {
    root: cwd,
    outDir: resolve(cwd, settings.outDir ?? optionTable.outDir.default),
    reporters: (settings.reporters ?? reportersHere(process.env)).filter((name) => name !== 'jsonl'),
    reportUrl: settings.reportUrl,
    json: false,
    quiet: settings.quiet ?? false,
    verbose: settings.verbose ?? false,
    minRealCoverage: undefined,
    failOn: [],
    maxUnproven: optionTable.maxUnproven.default,
  };
}

function standard(): Output {
  return { out: toOutput(process.stdout, process.env), err: toOutput(process.stderr, process.env) };
}
