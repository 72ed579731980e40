import { audit } from '../audit.ts';
import type { AuditedMutant, AuditedTest } from '../model/audit.ts';
import type { AuditEvents } from '../model/progress.ts';
import type { Retried } from '../model/retried.ts';
import type { AuditOptions } from '../options/audit-options.ts';

/**
 * Runs breaks of an earlier audit against the tests as they are now, and nothing else.
 * @throws UserError for what the user can mend
 */
export async function retry(
  wanted: readonly AuditedMutant[],
  options: AuditOptions,
  events: AuditEvents,
): Promise<Retried[]> {
  const files = [...new Set(wanted.map(({ file }) => file))].sort();
  const result = await audit(
    {
      ...options,
      paths: files,
      only: new Set(wanted.map(({ id }) => id)),
      without: 'findings',
      resume: false,
      part: { paths: files },
    },
    events,
  );
  const now = new Map(result.mutants.map((mutant) => [mutant.id, mutant]));
  const tests = new Map(result.tests.map((test) => [test.id, test]));
  return wanted.map((before) => retried(before, now.get(before.id), tests));
}

function retried(
  before: AuditedMutant,
  now: AuditedMutant | undefined,
  tests: ReadonlyMap<string, AuditedTest>,
): Retried {
  if (!now) return { id: before.id, break: before, outcome: 'gone', tests: [] };
  const isNoticed = now.status === 'killed' || now.status === 'timeout';
  const isOpen = now.status === 'survived' || now.status === 'no-coverage';
  const shown = (ids: readonly string[]) =>
    ids.map((id) => {
      const test = tests.get(id);
      return test ? { file: test.file, line: test.line, name: test.name } : { file: id, line: 0, name: '' };
    });
  return {
    id: now.id,
    break: now,
    outcome: isNoticed ? 'noticed' : isOpen ? 'unnoticed' : 'unproven',
    tests: shown(isNoticed ? now.killedBy : now.coveredBy),
    ...(now.reason !== undefined && { reason: now.reason }),
    ...(now.failure !== undefined && { failure: now.failure }),
  };
}
