import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutators } from '../../mutators/index.ts';
import type { Notice } from '../model/audit.ts';
import type { InstrumentedFile } from '../model/instrumented.ts';
import { type Ignorer, instrumentFile } from './instrument.ts';
import { strykerMutators } from './stryker.ts';
import { SourceSyntaxError } from './syntax.ts';

export interface MutateOptions {
  /** Names of the mutators to use; none for all. */
  mutators: string[];
  excludeMutators: string[];
  ignorers: Ignorer[];
}

interface Watch {
  onFile(file: string): void;
  onNotice(notice: Notice): void;
}

/** Puts all mutants into the project's sources, in memory. A file that does not parse is left out with a notice. */
export async function instrumentProject(
  { root, files }: { root: string; files: string[] },
  options: MutateOptions,
  { onFile, onNotice }: Watch,
): Promise<InstrumentedFile[]> {
  const result: InstrumentedFile[] = [];
  for (const file of files) {
    try {
      result.push(
        await instrumentFile({ ...selection(options), file, source: readFileSync(join(root, file), 'utf8') }),
      );
    } catch (error) {
      if (!(error instanceof SourceSyntaxError)) throw error;
      onNotice({
        kind: 'file-skipped',
        file,
        message: `it does not parse: line ${error.line}: ${error.reason}`,
      });
    }
    onFile(file);
  }
  return result;
}

/** Which of our mutators run, whether Stryker's do, and which are named but left out. */
function selection({ mutators: named, excludeMutators, ignorers }: MutateOptions) {
  const wanted = (name: string) => named.length === 0 || named.includes(name);
  return {
    mutators: mutators.filter(({ name }) => wanted(name)),
    stryker: strykerMutators.some(wanted),
    excluded: [...excludeMutators, ...strykerMutators.filter((name) => !wanted(name))],
    ignorers,
  };
}
