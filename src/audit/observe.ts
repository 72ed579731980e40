import { UserError } from '../errors.ts';
import type { Ledger } from '../lab/resume/ledger.ts';
import { counting } from '../lab/rounds/counting.ts';
import type { EvidenceOf } from '../model/evidence.ts';
import type { CleanRun, Coupling } from '../model/run.ts';
import type { TwinGroup } from '../theater/twins.ts';
import type { Breaks } from './breaks.ts';
import type { ChangeAudit } from './change/change-audit.ts';
import type { AuditContext } from './context.ts';
import { findCouplings } from './couplings.ts';
import type { Questions } from './questions.ts';
import { noteResumed } from './resume.ts';
import { keepRows } from './rows.ts';
import { runClean, runMutants } from './run-suite.ts';
import type { Started } from './start.ts';
import { openSuite, type Suite } from './suite.ts';
import { TypeErrors } from './type-errors.ts';

/** All observations of an audit while it runs tests. */
export interface Observations {
  /** What was broken: of a change only what it may have to do with. */
  breaks: Breaks;
  run: CleanRun;
  evidence: EvidenceOf;
  /** Tests that may be copies of each other. */
  twins: TwinGroup[];
  /** Tests that fail when code is rewritten without changing its behaviour. */
  couplings: Coupling[];
  /** Under `--check-types`: the type checker, which has read the program. The caller closes it. */
  types?: TypeErrors;
  /** The ledger that an interrupted audit would go on with. The caller discards or closes it. */
  ledger?: Ledger;
}

/**
 * Runs the suite without any mutant, then against every one, and closes the lab. Results of an interrupted audit of the same
 * inputs are used again.
 * @param questionsAbout chooses what to look for, by the clean run
 * @throws UserError if there are no tests, or tests fail without any break
 */
export async function observe(
  started: Started,
  context: AuditContext,
  questionsAbout: AskQuestions,
  change: ChangeAudit | undefined,
): Promise<Observations> {
  let suite: Suite | undefined;
  try {
    suite = await openSuite(started, context, { change });
    return suite ? await runAll(suite, context, questionsAbout, change) : nothing(started.breaks);
  } catch (error) {
    // The user may fix something outside of the project, where a change is not noticed.
    if (error instanceof UserError) suite?.ledger.discard();
    suite?.ledger.close();
    throw error;
  } finally {
    await started.lab.close();
  }
}

async function runAll(
  suite: Suite,
  context: AuditContext,
  questionsAbout: AskQuestions,
  change: ChangeAudit | undefined,
): Promise<Observations> {
  const { lab, runner, ledger, rows } = suite;
  const { options, signal, notices } = context;
  const whole = await runClean(suite, context, change?.order);
  const { breaks, run } = change
    ? await change.narrow(suite.breaks, whole)
    : { breaks: suite.breaks, run: whole };
  // TypeScript reads the program while tests run.
  const types = options.checkTypes ? new TypeErrors(breaks, context) : undefined;
  try {
    const questions = { ...questionsAbout(run, breaks, context), ...change?.questions(run) };
    const onTest = testCounter(context);
    const evidence = await runMutants(suite, run, questions, onTest, context);
    const couplings = await findCouplings(
      { lab, runner: counting(runner, onTest), breaks, run, options, signal },
      evidence,
    );
    noteResumed(ledger, runner.reused, notices);
    if (rows) keepRows(rows, notices);
    return { breaks, run, evidence, twins: questions.twins, couplings, ledger, ...(types && { types }) };
  } catch (error) {
    types?.close();
    throw error;
  }
}

function testCounter({ clock }: AuditContext): () => void {
  const onTests = clock.counter('tests');
  let examined = 0;
  return () => onTests(++examined);
}

type AskQuestions = (run: CleanRun, breaks: Breaks, context: AuditContext) => Questions;

function nothing(breaks: Breaks): Observations {
  const run = { files: [], tests: [], mutants: [], red: [], unstable: [], leftOut: [], interrupted: true };
  return { breaks, run, evidence: new Map(), twins: [], couplings: [] };
}
