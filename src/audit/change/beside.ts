import { isNoticedIn, type OtherVerdict } from '../../change/describe.ts';
import { withContracts } from '../../contract/audited.ts';
import { coverageOf } from '../../judge/coverage.ts';
import { withMutants } from '../../judge/decisions.ts';
import { judgeFunctions } from '../../judge/functions.ts';
import type { Audit, AuditedMutant } from '../../model/audit.ts';
import type { Change } from '../../model/change.ts';
import { isBreak } from '../../model/mutant.ts';
import type { CleanRun } from '../../model/run.ts';
import type { Breaks } from '../breaks.ts';
import type { AuditContext } from '../context.ts';
import type { ChangeAudit } from './change-audit.ts';
import { OtherRun } from './other-run.ts';

interface Seen {
  breaks: Breaks;
  run: CleanRun;
}

type Concluded = Omit<Audit, 'gate' | 'timings'>;

/** Breaks in sources that did not change on which only the tests of the change were run, and that these do not notice. */
export function openBeside({ mutants }: Pick<Audit, 'mutants'>, own: ChangeAudit): AuditedMutant[] {
  return mutants.filter(
    (mutant) => isBreak(mutant) && mutant.status === 'unproven' && own.isBeside(mutant.file),
  );
}

/**
 * Runs the other tests on functions of which the tests of the base notice a break and those of the change do not, so that lost kills are
 * proven.
 * @returns the verdicts with theirs, and the units that were asked about: functions, and files for what is in none
 */
export async function settleBeside(
  audit: Concluded,
  { breaks, run }: Seen,
  byOldTests: ReadonlyMap<string, OtherVerdict>,
  own: ChangeAudit,
  context: AuditContext,
): Promise<{ audit: Concluded; asked: ReadonlySet<string> }> {
  const open = openBeside(audit, own);
  const doubted = new Set(open.filter(({ id }) => isNoticedIn(byOldTests, id)).map(unitOf));
  const asked = open.filter((mutant) => doubted.has(unitOf(mutant)));
  if (asked.length === 0) return { audit, asked: doubted };
  const settled = await verdictsOfOthers(asked, run, own, context);
  const mutants = audit.mutants.map((mutant) => withOthers(mutant, settled.get(mutant.id)));
  // Of a function with nothing proven there was no verdict.
  const units = breaks.files.flatMap(({ functions }) => functions);
  const functions = withContracts(judgeFunctions(units, mutants), breaks);
  return { audit: { ...audit, ...coverageOf(mutants), functions, mutants }, asked: doubted };
}

/**
 * Without what is only half known: of sources on which only the tests of the change were run, units that the others were asked about
 * are left, and what a finding or a test of the change refers to.
 */
export function withoutBeside<T extends Concluded & { change: Change }>(
  audit: T,
  { isBeside, asked }: { isBeside(file: string): boolean; asked: ReadonlySet<string> },
): T {
  const { change } = audit;
  const isHalfKnown = (mutant: AuditedMutant) => isBeside(mutant.file) && !asked.has(unitOf(mutant));
  if (!audit.mutants.some(isHalfKnown)) return audit;
  const named = stringsIn([audit.findings, change.tests.map(({ witness }) => witness)]);
  const mutants = audit.mutants
    .filter((mutant) => !isHalfKnown(mutant) || named.has(mutant.id))
    .map((mutant) => (isHalfKnown(mutant) ? withoutDoubt(mutant) : mutant));
  const kept = new Set(mutants.map(({ id }) => id));
  const functions = audit.functions
    .map((unit) => ({ ...unit, mutants: unit.mutants.filter((id) => kept.has(id)) }))
    .filter(({ file, mutants: left }) => !isBeside(file) || left.length > 0);
  const isKept = new Set(functions.map(({ id }) => id));
  const ofChange = change.functions.filter(({ id }) => isKept.has(id));
  return withMutants({ ...audit, functions, change: { ...change, functions: ofChange } }, mutants);
}

/** That other tests may notice it is no doubt about this change. */
function withoutDoubt(mutant: AuditedMutant): AuditedMutant {
  return mutant.status === 'unproven' ? { ...mutant, status: 'ignored' } : mutant;
}

function unitOf({ function: unit, file }: AuditedMutant): string {
  return unit ?? file;
}

function stringsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') found.add(value);
  else if (value !== null && typeof value === 'object')
    for (const part of Object.values(value)) stringsIn(part, found);
  return found;
}

/** Tests of the change do not notice it: what the others say is the verdict, but for what reaches it. */
function withOthers(mutant: AuditedMutant, others: OtherVerdict | undefined): AuditedMutant {
  if (!others) return mutant;
  const coveredBy = [...mutant.coveredBy, ...others.mutant.coveredBy];
  const isReached = others.mutant.status === 'no-coverage' && coveredBy.length > 0;
  return { ...others.mutant, coveredBy, ...(isReached && { status: 'survived' as const }) };
}

async function verdictsOfOthers(
  asked: readonly AuditedMutant[],
  run: CleanRun,
  own: ChangeAudit,
  context: AuditContext,
): Promise<ReadonlyMap<string, OtherVerdict>> {
  const hasRun = new Set(run.files.map(({ file }) => file));
  const files = [...new Set(asked.map(({ file }) => file))].sort();
  const found = await own.attempt(async () => {
    const { root } = context.options;
    const others = await OtherRun.open(root, files, (file) => !hasRun.has(file), own.sourcesNow, context);
    try {
      return await others?.verdicts(new Set(asked.map(({ id }) => id)));
    } finally {
      await others?.close();
    }
  });
  return found ?? new Map();
}
