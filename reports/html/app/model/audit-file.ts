/** An `audit.json` that somebody hands to the page. */
import type { Audit } from '../../../../src/model/audit.ts';
import { upgraded } from '../../../json/upgrade.ts';

/** Something about a file that people can do something about. */
export class AuditFileError extends Error {}

const schemaVersion: Audit['schemaVersion'] = '2';

/** @throws AuditFileError with what to do, if this page cannot read such an audit */
export function knownSchema(found: unknown): void {
  if (found === schemaVersion) return;
  if (Number(found) > Number(schemaVersion)) {
    throw new AuditFileError(
      `This audit has schema version ${String(found)}, and this page reads ${schemaVersion}. It was made by a newer realcov: open the report that the newer one writes.`,
    );
  }
  throw new AuditFileError('This is no audit that this page can read.');
}

/** @throws AuditFileError if it is none */
export function parseAudit(text: string): Audit {
  const audit = upgraded(parseJson(text)) as Partial<Audit> | undefined;
  knownSchema(audit?.schemaVersion);
  const lists = [audit?.mutants, audit?.functions, audit?.tests, audit?.findings];
  if (lists.some((list) => !Array.isArray(list)))
    throw new AuditFileError('This audit.json is not complete.');
  return audit as Audit;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AuditFileError('This file is cut off, or no JSON at all.');
  }
}
