import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderMutantDiff } from '../../reports/index.ts';
import { type ExitCode, exitCodes } from '../errors.ts';
import { type OptionInput, resolveOptions } from '../options/resolve.ts';
import { findMutant, readDecidedAudits } from './audits.ts';
import type { Io } from './io.ts';
import { pageLine } from './page.ts';

/** `realcov show <mutant-id>`: one break of the last audit as a diff, with its verdict and its killers. */
export async function showCommand(idPrefix: string, input: OptionInput, io: Io): Promise<ExitCode> {
  const options = await resolveOptions({ ...input, cwd: io.cwd });
  const { audit, mutant, folder } = findMutant(await readDecidedAudits(options), idPrefix);
  const source = await readFile(join(options.root, mutant.file), 'utf8').catch(() => '');
  io.out.write(
    options.json
      ? `${JSON.stringify(mutant, null, 2)}\n`
      : renderMutantDiff(audit, mutant.id, source, { colors: io.out.colors }) +
          pageLine({ ...options, outDir: folder }, 'mutant', mutant.id, io),
  );
  return exitCodes.passed;
}
