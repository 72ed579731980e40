import type { ContractViolation } from '../../model/contract.ts';
import { type AcceptContext, accept, type Judged, type Rejection, type Trial } from '../accept/accept.ts';
import { candidatesFrom, numbered } from '../accept/candidates.ts';
import { inParallel } from '../accept/parallel.ts';
import { WriterError } from '../writers/errors.ts';
import type { WriterTask } from '../writers/requests.ts';
import type { WriterRounds } from '../writers/writer-rounds.ts';
import { isAboutExpectation, readFailure, withoutExpectations } from './violation.ts';

/** A test of a contract that fails on the present code: either the test is wrong, or the code. */
export interface Doubt {
  rejection: Rejection;
  task: WriterTask;
  /** Vitest's message. */
  error: string;
}

interface Opinion {
  doubt: Doubt;
  trial?: Trial;
  /** Why there is none. */
  reason?: string;
}

interface Settled {
  trials: Trial[];
  judged: Judged;
  violations: ContractViolation[];
}

/** Doubts about one function that are followed up. */
const maxDoubts = 5;

/**
 * Asks a second time, with the sentence and the call, but without the expectation of the first test. Only if the second
 * test fails too, the code does not match the contract.
 */
export async function againstContract(
  doubts: Doubt[],
  context: AcceptContext,
  how: WriterRounds,
): Promise<Settled> {
  const followed = [...Map.groupBy(doubts, ({ task }) => task.target.fn.id).values()].flatMap((own) =>
    own.slice(0, maxDoubts),
  );
  context.events.phase('ask', followed.length);
  const opinions = await inParallel(followed, how.requests, (doubt) => opinionOn(doubt, how));
  const trials = numbered(opinions.flatMap(({ trial }) => trial ?? []));
  const judged = await accept(trials, context);
  const violations: ContractViolation[] = [];
  const rejected: Rejection[] = [];
  const confirming = new Set<Rejection>();
  for (const { doubt, trial, reason } of opinions) {
    const failing = judged.rejected.find(
      ({ candidate, error }) =>
        error !== undefined &&
        trial?.candidates.includes(candidate) &&
        isAboutExpectation(candidate.code ?? '', error) &&
        isAboutExpectation(doubt.rejection.candidate.code ?? '', doubt.error),
    );
    if (failing) {
      confirming.add(failing);
      violations.push(violationOf(doubt, failing));
    } else
      rejected.push({
        ...doubt.rejection,
        reason: reason ?? `${doubt.rejection.reason}; asked again, it expects something else`,
      });
  }
  for (const doubt of doubts) if (!followed.includes(doubt)) rejected.push(doubt.rejection);
  const others = judged.rejected.filter((each) => !confirming.has(each));
  return { trials, judged: { ...judged, rejected: [...rejected, ...others] }, violations };
}

async function opinionOn(doubt: Doubt, how: WriterRounds): Promise<Opinion> {
  const { candidate } = doubt.rejection;
  const { code = '', clause = '' } = candidate;
  try {
    const question = { clause, code: withoutExpectations(code) };
    const answer = await how.writer(how.requestOf(doubt.task, { rejected: [], question }), how.signal);
    const rejected: Rejection[] = [];
    const named = {
      tests: answer.tests.slice(0, 1).map((test) => ({ ...test, clause: test.clause ?? clause })),
    };
    const trial = candidatesFrom(named, doubt.task, { ...how, known: [], rejected });
    if (trial.candidates.length > 0) return { doubt, trial };
    const why = rejected[0] ? `its test cannot be used: ${rejected[0].reason}` : 'the contract does not say';
    return { doubt, reason: `${doubt.rejection.reason}; asked again, ${why}` };
  } catch (error) {
    if (!(error instanceof WriterError)) throw error;
    return { doubt, reason: `${doubt.rejection.reason}; asked again, there is no answer: ${error.message}` };
  }
}

function violationOf({ rejection: { candidate }, task, error }: Doubt, second: Rejection): ContractViolation {
  const { fn } = task.target;
  return {
    function: fn.id,
    name: fn.name,
    file: fn.file,
    line: fn.location.start.line,
    clause: candidate.clause ?? '',
    ...readFailure(candidate.code ?? '', error),
    tests: [candidate.code ?? '', second.candidate.code ?? ''],
  };
}
