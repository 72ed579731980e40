import type { Audit } from '../../src/model/audit.ts';
import { writeWhole } from '../../src/system/whole-file.ts';
import { jsonPieces } from './pieces.ts';

export { auditSchema } from './audit-schema.ts';
export { comparisonSchema, writeComparisonJson } from './comparison.ts';
export { summary } from './summary.ts';

/** Writes the whole audit to `audit.json` in a folder, an entry a line. Returns the file's path. */
export function writeAuditJson(audit: Audit, dir: string): Promise<string> {
  return writeWhole(dir, 'audit.json', jsonPieces(audit, 2));
}
