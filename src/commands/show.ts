import { printedJson, renderMutantDiff } from '../../reports/index.ts';
import { type ExitCode, exitCodes } from '../errors.ts';
import type { OptionInput } from '../options/resolve.ts';
import { readCode } from '../store/inside-root.ts';
import { findMutant, readDecidedAudits } from './audits.ts';
import type { Io } from './io.ts';
import { pageLine } from './page.ts';
import { reportOptions } from './reading-options.ts';

/** `realcov show <mutant-id>`: one break of the last audit as a diff, with its verdict and its killers. */
export async function showCommand(idPrefix: string, input: OptionInput, io: Io): Promise<ExitCode> {
  const options = await reportOptions(input, io);
  const { audit, mutant, folder } = findMutant(await readDecidedAudits(options), idPrefix);
  const source = readCode(options.root, mutant.file);
  io.out.write(
    options.json
      ? printedJson(mutant)
      : renderMutantDiff(audit, mutant.id, source, { colors: io.out.colors }) +
          pageLine({ ...options, outDir: folder }, 'mutant', mutant.id, io),
  );
  return exitCodes.passed;
}
