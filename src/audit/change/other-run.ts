import type { OtherVerdict } from '../../change/describe.ts';
import { judge } from '../../judge/judge.ts';
import { runMutants as runAgainst } from '../../lab/rounds/run-mutants.ts';
import type { AuditedMutant } from '../../model/audit.ts';
import type { InstrumentedFile } from '../../model/instrumented.ts';
import type { Mutant } from '../../model/mutant.ts';
import { type CleanRun, testsById } from '../../model/run.ts';
import type { AuditOptions } from '../../options/audit-options.ts';
import { type AuditContext, watching } from '../context.ts';
import { runClean } from '../run-suite.ts';
import { findAndStart } from '../start.ts';
import { openSuite, type Suite } from '../suite.ts';
import { narrowRun, narrowTo } from './narrow.ts';

/** Tests on another state of the project: what they do without any break, and which breaks they notice. */
export class OtherRun {
  readonly run: CleanRun;
  readonly #suite: Suite;
  readonly #context: AuditContext;

  private constructor(suite: Suite, run: CleanRun, context: AuditContext) {
    this.#suite = suite;
    this.run = run;
    this.#context = context;
  }

  /**
   * @param root of the copy that holds that state
   * @param sources to break, relative to the root
   * @param isWanted tells the test files that run from the others
   * @param made sources that were instrumented before
   * @returns undefined if there is nothing to run
   * @throws UserError if the suite does not start there, or the sources are not there
   */
  static async open(
    root: string,
    sources: string[],
    isWanted: (file: string) => boolean,
    made: readonly InstrumentedFile[],
    outer: AuditContext,
  ): Promise<OtherRun | undefined> {
    const context = contextFor(root, sources, outer);
    const started = await findAndStart(context.options, context, made);
    try {
      const suite = await openSuite(started, context, { isWanted });
      if (!suite) {
        await started.lab.close();
        return undefined;
      }
      return new OtherRun(suite, await runClean(suite, context, { isReversed: () => false }), context);
    } catch (error) {
      await started.lab.close();
      throw error;
    }
  }

  /** What there is to break. */
  get breaks(): Suite['breaks'] {
    return this.#suite.breaks;
  }

  /**
   * The verdicts on these breaks, by id.
   * @param killers `all` to have every test that notices one, and not only the first
   */
  async verdicts(
    ids: ReadonlySet<string>,
    killers: 'first' | 'all' = 'first',
  ): Promise<Map<string, OtherVerdict>> {
    const isWanted = ({ id }: Mutant) => ids.has(id);
    const { files } = narrowTo(this.#suite.breaks, isWanted);
    const run = narrowRun(this.run, isWanted);
    const { signal, budget } = this.#context;
    const evidence = await runAgainst(this.#suite.runner, run, {
      killers,
      confirms: true,
      finds: false,
      onHot: () => {},
      onFiles: () => {},
      onTest: () => {},
      accused: () => [],
      twins: [],
      called: new Map(),
      ...(budget.forBase && { budget: budget.forBase }),
      signal,
    });
    const { mutants } = judge(files, run, evidence);
    return new Map(mutants.map((mutant) => [mutant.id, { mutant, noticedBy: this.#named(mutant) }]));
  }

  #named({ killedBy }: AuditedMutant): OtherVerdict['noticedBy'] {
    const byId = testsById(this.run);
    return killedBy.flatMap((id) => {
      const test = byId.get(id);
      return test ? [{ file: this.run.files[test.fileIndex]?.file ?? '', name: test.key }] : [];
    });
  }

  async close(): Promise<void> {
    this.#suite.ledger.discard();
    this.#suite.ledger.close();
    await this.#suite.lab.close();
  }
}

/** Nothing of it is told to whoever watches: the figures are not those of the audit. */
function contextFor(root: string, paths: string[], outer: AuditContext): AuditContext {
  const { change: _, only: __, ...rest } = outer.options;
  const options: AuditOptions = {
    ...rest,
    since: undefined,
    staged: undefined,
    diff: undefined,
    function: undefined,
    root,
    paths,
    part: undefined,
    without: 'findings',
    leaveOutRed: true,
    mayLackTests: true,
    checkTypes: false,
    resume: false,
    cache: false,
    verify: 0,
  };
  const silent = { phase: () => {}, advance: () => {}, notice: () => {}, signal: outer.signal };
  return {
    ...watching(silent),
    options,
    decisions: [],
    budget: outer.budget,
    state: Promise.resolve(['another state of the project']),
    since: outer.since,
    openTest: () => undefined,
  };
}
