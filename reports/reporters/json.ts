import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Comparison } from '../../src/model/comparison.ts';
import type { Reporter } from './reporter.ts';

const comparisonFile = 'comparison.json';

export const json: Reporter = {
  does: 'writes audit.json and mutation.json',
  unnamed: 'always',
  files: ['audit.json', 'mutation.json', comparisonFile],
  async write({ audit, sources, tests, comparison }, folder) {
    const [{ writeAuditJson }, { writeMutationJson }] = await Promise.all([
      import('../json/index.ts'),
      import('../mutation-json/index.ts'),
    ]);
    // Before the audit, for which whoever shows it waits.
    const compared = await replaceComparison(comparison, folder);
    return [
      await writeAuditJson(audit, folder),
      await writeMutationJson(audit, sources, folder, tests),
      ...compared,
    ];
  },
};

/** One that is there is of another audit. */
async function replaceComparison(comparison: Comparison | undefined, folder: string): Promise<string[]> {
  const { writeComparisonJson } = await import('../json/index.ts');
  if (comparison) return [await writeComparisonJson(comparison, folder)];
  await rm(join(folder, comparisonFile), { force: true });
  return [];
}
