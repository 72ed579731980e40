import { z } from 'zod';
import type { Comparison } from '../../src/model/comparison.ts';
import { writeWhole } from '../../src/system/whole-file.ts';
import { finding } from './finding-schema.ts';
import { jsonPieces } from './pieces.ts';
import { provenance } from './provenance-schema.ts';

const percent = z.number().nullable();
const moved = z.object({ before: percent, after: percent });
const verdict = z.enum(['tested', 'weak', 'pseudo-tested', 'untested']);
const ids = z.array(z.string());

/** Checks what is read back from `comparison.json`. */
export const comparisonSchema = z.object({
  made: z.object({ before: provenance.exactOptional(), after: provenance.exactOptional() }).exactOptional(),
  realCoverage: moved,
  claimedCoverage: moved,
  accepted: ids,
  lost: ids,
  won: ids,
  functions: z.array(
    z.object({ id: z.string(), file: z.string(), name: z.string(), before: verdict, after: verdict }),
  ),
  functionsAdded: ids,
  functionsGone: ids,
  findingsAdded: z.array(finding),
  findingsGone: z.array(finding),
  newUnnoticed: ids,
}) satisfies z.ZodType<Comparison>;

/** Writes what changed since the audit before to `comparison.json` in a folder. Returns the file's path. */
export function writeComparisonJson(comparison: Comparison, dir: string): Promise<string> {
  return writeWhole(dir, 'comparison.json', jsonPieces(comparison, 2));
}
