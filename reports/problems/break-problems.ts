import { type Audit, type AuditedMutant, isUnnoticed } from '../../src/model/audit.ts';
import type { Change, UnnoticedOfChange } from '../../src/model/change.ts';
import { describeBreak } from '../breaks.ts';
import { type Unit, unnoticed, worstFirst } from '../facts.ts';
import { nameText, oneLine, shorten } from '../text.ts';
import { count } from '../wording.ts';
import type { Problem } from './problem.ts';
import type { BreakRule } from './rules.ts';

/** How many tests that noticed a break before are named. */
const namedTests = 2;

/** The breaks that the change made worse, those worth a look first; and how many are not worth one. */
export function breaksOfChange(audit: Audit, change: Change): { problems: Problem[]; unranked: number } {
  const byId = new Map(audit.mutants.map((mutant) => [mutant.id, mutant]));
  const worse = change.unnoticed.filter(({ kind }) => kind === 'new-survivor' || kind === 'lost-kill');
  const names = namesOfFunctions(audit);
  const ranked = worse
    .filter(({ rank }) => rank !== undefined)
    .sort((a, b) => a.rank! - b.rank!)
    .flatMap((entry) => {
      const mutant = byId.get(entry.id);
      return mutant ? [problemOf(mutant, names, entry)] : [];
    });
  return { problems: ranked, unranked: worse.filter(({ rank }) => rank === undefined).length };
}

/** All breaks that no test notices: the worst one of each function, worst function first, then the next one of each. */
export function breaksOfAudit(audit: Audit): Problem[] {
  const names = namesOfFunctions(audit);
  const units = worstFirst(audit).map((unit) => unnoticedFirst(unit));
  return takeTurns(units).map((mutant) => problemOf(mutant, names));
}

function unnoticedFirst(unit: Unit): AuditedMutant[] {
  return unnoticed(unit).sort((a, b) => weight(a) - weight(b));
}

function weight({ body, level }: AuditedMutant): number {
  if (body === 'deleted') return 0;
  return level === 'function' ? 1 : 2;
}

function takeTurns<T>(lists: T[][]): T[] {
  const rounds = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) =>
    lists.flatMap((list) => list.slice(round, round + 1)),
  ).flat();
}

function namesOfFunctions({ functions }: Audit): Map<string, string> {
  return new Map(functions.map(({ id, name }) => [id, name]));
}

function problemOf(mutant: AuditedMutant, names: Map<string, string>, entry?: UnnoticedOfChange): Problem {
  const { id, file, location } = mutant;
  const rule = ruleOfBreak(mutant, entry);
  const name = mutant.function === undefined ? undefined : names.get(mutant.function);
  return {
    rule,
    level: rule === 'lost-kill' || isSurvivingFunction(mutant) ? 'error' : 'warning',
    id: `break:${id}`,
    file,
    location,
    about: name === undefined ? 'outside functions' : nameText(name),
    message: `${describeBreak(mutant)}: ${outcome(mutant, entry)}`,
    command: `realcov show ${nameText(id)}`,
  };
}

/** Tests run the function, and do not notice that it does nothing, or another thing altogether. */
function isSurvivingFunction({ level, status }: AuditedMutant): boolean {
  return level === 'function' && status === 'survived';
}

function ruleOfBreak({ status }: AuditedMutant, entry: UnnoticedOfChange | undefined): BreakRule {
  if (entry?.kind === 'lost-kill' || entry?.kind === 'new-survivor') return entry.kind;
  return status === 'no-coverage' ? 'no-coverage' : 'survived';
}

function outcome(mutant: AuditedMutant, entry: UnnoticedOfChange | undefined): string {
  const before = entry?.noticedBefore ?? [];
  const now = nowWords(mutant);
  if (before.length === 0) return now;
  const named = before
    .slice(0, namedTests)
    .map(({ name, file }) => `"${shorten(oneLine(name), 80)}" (${nameText(file)})`);
  const more = before.length - named.length;
  return `${now}; before the change it was noticed by ${[...named, ...(more > 0 ? [`${count(more, 'more test')}`] : [])].join(', ')}`;
}

function nowWords(mutant: AuditedMutant): string {
  if (!isUnnoticed(mutant) || mutant.status === 'no-coverage') return 'no test runs this code';
  const tests = mutant.coveredBy.length;
  if (tests === 0) return 'no test fails';
  return tests === 1
    ? 'the test that runs this code still passes'
    : `all ${count(tests, 'test')} that run this code still pass`;
}
