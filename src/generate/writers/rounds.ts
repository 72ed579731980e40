import type { ContractViolation } from '../../model/contract.ts';
import {
  type AcceptContext,
  accept,
  type Judged,
  nothingJudged,
  type Rejection,
  type Trial,
  together,
} from '../accept/accept.ts';
import { candidatesFrom, numbered } from '../accept/candidates.ts';
import { inParallel } from '../accept/parallel.ts';
import { againstContract, type Doubt } from '../contracts/second-opinion.ts';
import { breaksOf } from '../targets/targets.ts';
import { WriterError } from './errors.ts';
import type { WriterTask } from './requests.ts';
import type { WriterRounds } from './writer-rounds.ts';

export interface Written {
  trials: Trial[];
  judged: Judged;
  violations: ContractViolation[];
  /** Functions without an answer of the writer, and why. */
  failed: { task: WriterTask; reason: string }[];
}

/**
 * Asks a writer for tests of each function, tries them, and reports rejected tests and reasons to it, until every break
 * is noticed, nothing new comes, or the rounds are over. A test of a contract that fails on the present code is not
 * reported: it is compared with a second one.
 */
export async function writeInRounds(
  tasks: WriterTask[],
  context: AcceptContext,
  how: WriterRounds,
): Promise<Written> {
  const all: Written = { trials: [], judged: nothingJudged(), violations: [], failed: [] };
  let open = tasks;
  for (let round = 1; round <= how.rounds && open.length > 0 && !how.signal.aborted; round++) {
    const before = all.judged.rejected.length;
    context.events.phase('ask', open.length);
    const asked = await inParallel(open, how.requests, async (task) => {
      const trial = await trialFor(task, all, how);
      context.events.advance(1, task.target.fn.name);
      return trial;
    });
    const trials = numbered(asked.filter((trial) => trial !== undefined));
    // If nothing could be tried, the next round reports why.
    if (trials.length === 0 && all.judged.rejected.length === before) break;
    const judged = await accept(trials, stillTargeted(context, all));
    const { doubts, rejected } = doubtsIn(judged, open);
    add(all, trials, { ...judged, rejected });
    await settle(doubts, all, context, how);
    open = stillOpen(open, all);
  }
  return all;
}

/** A test of a later round has to notice something new. */
function stillTargeted(context: AcceptContext, { judged }: Written): AcceptContext {
  return { ...context, targeted: new Set([...context.targeted].filter((id) => !judged.noticed.has(id))) };
}

function add(all: Written, more: Trial[], judged: Judged): void {
  all.trials.push(...more);
  all.judged = together([all.judged, judged]);
}

function stillOpen(open: WriterTask[], { failed, judged, violations }: Written): WriterTask[] {
  const done = new Set([
    ...failed.map(({ task }) => task.target.fn.id),
    // It has to be decided first what the code should do.
    ...violations.map((violation) => violation.function),
  ]);
  const isOpen = ({ id }: { id: string }) => !judged.noticed.has(id);
  return open
    .filter(({ target }) => !done.has(target.fn.id))
    .map(({ target, ...task }) => ({
      ...task,
      target: {
        ...target,
        breaks: target.breaks.filter(isOpen),
        behind: target.behind.filter(isOpen),
      },
    }))
    .filter(({ target }) => breaksOf(target).length > 0);
}

async function trialFor(task: WriterTask, before: Written, how: WriterRounds): Promise<Trial | undefined> {
  const rejected = before.judged.rejected
    .filter(({ candidate, error }) => candidate.of === task.target.fn.id && !(error && task.mode === 'spec'))
    .map(({ candidate: { name, code = '' }, reason }) => ({ name, code, reason }));
  try {
    const answer = await how.writer(how.requestOf(task, { rejected }), how.signal);
    const known = before.trials.flatMap(({ candidates }) => candidates);
    return candidatesFrom(answer, task, { ...how, known, rejected: before.judged.rejected });
  } catch (error) {
    if (!(error instanceof WriterError)) throw error;
    before.failed.push({ task, reason: error.message });
    return undefined;
  }
}

/** Tests of a contract that fail on the code: either the test or the code is wrong. */
function doubtsIn({ rejected }: Judged, tasks: WriterTask[]): { doubts: Doubt[]; rejected: Rejection[] } {
  const doubts: Doubt[] = [];
  const others = rejected.filter((rejection) => {
    const { candidate, error } = rejection;
    const task = tasks.find(({ target }) => target.fn.id === candidate.of);
    if (error === undefined || candidate.clause === undefined || task?.mode !== 'spec') return true;
    doubts.push({ rejection, task, error });
    return false;
  });
  return { doubts, rejected: others };
}

/** Asks about each of them a second time. */
async function settle(
  doubts: Doubt[],
  all: Written,
  context: AcceptContext,
  how: WriterRounds,
): Promise<void> {
  if (doubts.length === 0) return;
  const { trials, judged, violations } = await againstContract(doubts, stillTargeted(context, all), how);
  add(all, trials, judged);
  all.violations.push(...violations);
}
