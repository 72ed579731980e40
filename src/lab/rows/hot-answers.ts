import type { HotJob, JournalLine, PairRow, TestKey, TestPlan } from '../protocol.ts';

/** The result of one pair of a job, if it is known. */
type RowOf = (test: TestKey, mutant: string) => PairRow | undefined;

interface Answer {
  /** Lines about all pairs that are needed and known, and about the plans that this ends. */
  lines: JournalLine[];
  /** The rest of the job; undefined if nothing is left. */
  rest: HotJob | undefined;
}

/**
 * Answers a job from known results as the worker would: test by test, in the order of the file, each mutant until it has the
 * killers that are wanted.
 * @param placeOf the place of a test in its file
 */
export function answerFrom(job: HotJob, rowOf: RowOf, placeOf: (test: TestKey) => number): Answer {
  const wanted = new Map(Object.entries(job.wanted));
  const lines: JournalLine[] = [];
  const plans: TestPlan[] = [];
  for (const plan of job.plans.toSorted((a, b) => placeOf(a.test) - placeOf(b.test))) {
    const { rows, missing } = answerPlan(plan, job, wanted, rowOf);
    lines.push(...rows);
    if (missing.length > 0) plans.push({ ...plan, mutants: missing });
    else lines.push({ kind: 'plan-done', test: plan.test, pairs: rows.length });
  }
  return { lines, rest: plans.length > 0 ? { ...job, plans } : undefined };
}

function answerPlan(
  { test, mutants, untilKill }: TestPlan,
  job: HotJob,
  wanted: Map<string, number>,
  rowOf: RowOf,
): { rows: PairRow[]; missing: number[] } {
  const rows: PairRow[] = [];
  const missing: number[] = [];
  for (const position of mutants) {
    const id = job.mutants[position]?.id;
    if (id === undefined || (wanted.get(id) ?? 1) <= 0) continue;
    const row = rowOf(test, id);
    if (!row) {
      missing.push(position);
      continue;
    }
    rows.push(row);
    const left = wanted.get(id);
    if (left !== undefined && row.outcome === 'killed') wanted.set(id, left - 1);
    if (left !== undefined && row.outcome === 'timeout') wanted.set(id, 0);
    if (untilKill && row.outcome === 'killed' && !row.thrown) break;
  }
  return { rows, missing };
}

/** The lines of a whole job: what was known of it, and what its rest has shown. */
export function wholeAnswer(
  job: HotJob,
  rowOf: RowOf,
  placeOf: (test: TestKey) => number,
  fresh: readonly JournalLine[],
): JournalLine[] {
  const name = (test: TestKey, mutant: string) => `${mutant}\n${test}`;
  const news = new Map(
    fresh.flatMap((line) => (line.kind === 'pair' ? [[name(line.test, line.mutant), line] as const] : [])),
  );
  const newOrKnown: RowOf = (test, mutant) => news.get(name(test, mutant)) ?? rowOf(test, mutant);
  const { lines } = answerFrom(job, newOrKnown, placeOf);
  return [...lines, ...fresh.filter(({ kind }) => kind !== 'pair' && kind !== 'plan-done')];
}
