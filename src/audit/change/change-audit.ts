import { posix } from 'node:path';
import { type ChangeScope, scopeOf } from '../../change/scope.ts';
import { reachedBy, TouchedTests } from '../../change/touched-tests.ts';
import type { ChangedFile } from '../../discover/changed-files.ts';
import type { ProjectChange } from '../../discover/types.ts';
import { UserError } from '../../errors.ts';
import type { Lab, TestFile } from '../../lab/lab.ts';
import type { AuditedTest } from '../../model/audit.ts';
import type { TestOfChange } from '../../model/change.ts';
import type { InstrumentedFile } from '../../model/instrumented.ts';
import { isBreak } from '../../model/mutant.ts';
import type { CleanRun, RunMutant } from '../../model/run.ts';
import { specifiersIn } from '../../model/specifiers.ts';
import { reader } from '../../store/reader.ts';
import { relativeTo } from '../../system/paths.ts';
import { type Breaks, withoutProbes } from '../breaks.ts';
import type { AuditContext } from '../context.ts';
import { isUnchanged } from '../empty-scope.ts';
import type { Questions } from '../questions.ts';
import type { Order } from '../run-suite.ts';
import { narrowRun, narrowTo } from './narrow.ts';
import { nearTests } from './near-tests.ts';
import { OtherRun } from './other-run.ts';
import { OtherTree, type Side } from './other-tree.ts';
import { sourcesBefore } from './sources-before.ts';

/** Of how many pairs of a break and a test every one is run for what a test alone notices: some seconds. */
const maxPairs = 20_000;

const besideReason = 'tests that the change did not touch may reach it, and were not run';

/** What an audit of a change keeps from its start to its end. To be closed. */
export class ChangeAudit {
  readonly change: ProjectChange;
  readonly touched: TouchedTests;
  readonly #context: AuditContext;
  #tree: OtherTree | undefined;
  #oldTests: OtherRun | undefined;
  #scope: ChangeScope | undefined;
  #now: readonly InstrumentedFile[] = [];
  #known: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  /** Why something of the base could not be run. */
  failure: string | undefined;
  /** Something of the base was run. */
  hasRunBase = false;
  /** Not all tests that may reach what touched tests run were run: there are too many. */
  #leavesTestsOut = false;

  constructor(change: ProjectChange, context: AuditContext) {
    this.change = change;
    this.touched = new TouchedTests(change.tests);
    this.#context = context;
  }

  /** It is known what the change may have to do with; not so where nothing was run. */
  get isNarrowed(): boolean {
    return this.#scope !== undefined;
  }

  get scope(): ChangeScope {
    if (!this.#scope) throw new Error('the clean run comes first');
    return this.#scope;
  }

  /** All sources of now that are looked at, with their breaks. */
  get sourcesNow(): readonly InstrumentedFile[] {
    return this.#now;
  }

  /** The tests of the base that are others now, on the code of now; undefined if there are none, or they do not run. */
  get oldTests(): OtherRun | undefined {
    return this.#oldTests;
  }

  /** Tests of the change come first, then those that name what changed. Only the former run in reverse order too. */
  get order(): Required<Order> {
    const touched = new Set(this.touched.filesNow);
    const names = this.change.sources.map(({ path }) => posix.basename(path).replace(/\.[cm]?[jt]sx?$/, ''));
    const read = reader(this.#context.options.root);
    const isNamed = (name: string) => names.includes(name) && name !== 'index';
    const lastPart = (specifier: string) => posix.basename(specifier).replace(/\.[cm]?[jt]sx?$/, '');
    const placeOf = (file: string) => {
      if (touched.has(file)) return 0;
      if (isNamed(posix.basename(file).split('.')[0]!)) return 1;
      return specifiersIn(read(file) ?? '').some((specifier) => isNamed(lastPart(specifier))) ? 2 : 3;
    };
    return { isReversed: (file) => touched.has(file), placeOf };
  }

  /** Whether it is only asked if the tests of the change can fail. */
  get #asksOnlyTests(): boolean {
    return this.#context.options.testsOfChange === true;
  }

  /** The test files to run, among those that import something that is looked at. */
  async testsToRun(lab: Lab, related: TestFile[]): Promise<TestFile[]> {
    const { root } = this.#context.options;
    if (this.#asksOnlyTests) {
      const touched = new Set(this.touched.filesNow);
      return related.filter(({ path }) => touched.has(relativeTo(root, path)));
    }
    const changed = this.change.sources.map(({ path }) => path);
    const near = await nearTests({ lab, root, related, changed, touched: this.touched.filesNow });
    this.#leavesTestsOut = near.length < related.length;
    return near;
  }

  /** Whether only the tests of the change were run on the breaks of a source. */
  isBeside(file: string): boolean {
    const { sources, importers } = this.change;
    if (this.#asksOnlyTests) return true;
    return this.#leavesTestsOut && !importers.includes(file) && !sources.some(({ path }) => path === file);
  }

  /** Of what the clean run saw only what the change may have to do with. */
  async narrow(breaks: Breaks, run: CleanRun): Promise<{ breaks: Breaks; run: CleanRun }> {
    this.#now = breaks.all;
    const reached = reachedBy(run, (test, file) => this.touched.isTouched(test, file));
    await this.#openOldTests(breaks);
    this.#noteLeftOut(run);
    const before = this.#reachedBefore(breaks);
    this.#scope = scopeOf(this.change, breaks.files, run, new Set([...reached, ...before]));
    const { isWanted, why } = this.#scope;
    const narrowed = narrowTo(breaks, isWanted, (id) => why.has(id));
    const { project, files } = narrowed;
    const unchanged = isUnchanged(project.files, files, this.#context.options, project.notices);
    const wanted = narrowRun(run, isWanted);
    for (const each of wanted.mutants) if (this.isBeside(each.mutant.file)) each.leftOut ??= besideReason;
    return { breaks: { ...narrowed, unchanged }, run: wanted };
  }

  /** Tests that were added or edited: what only they notice takes asking all tests. */
  questions(run: CleanRun): Pick<Questions, 'wantsEveryKiller' | 'comesFirst'> {
    const { why } = this.scope;
    const comesFirst = ({ mutant: { function: unit } }: RunMutant) => {
      const reason = unit === undefined ? 'changed' : why.get(unit);
      return reason === 'changed' || reason === 'new';
    };
    return { comesFirst, ...this.#everyKillerOf(run) };
  }

  #everyKillerOf(run: CleanRun): Pick<Questions, 'wantsEveryKiller'> {
    const own = new Set(
      run.files.flatMap(({ file, tests }) =>
        tests.filter(({ line, key }) => this.changeOf({ file, line, name: key })).map(({ index }) => index),
      ),
    );
    if (own.size === 0) return {};
    const isMet = ({ reach }: RunMutant) => reach.some(({ first }) => first.some((test) => own.has(test)));
    const pairs = run.mutants
      .filter(isMet)
      .reduce((sum, { reach }) => sum + reach.reduce((all, { first }) => all + first.length, 0), 0);
    return pairs > maxPairs ? {} : { wantsEveryKiller: isMet };
  }

  /** The code of the base with its tests; undefined if it does not run. */
  async openBase(sources: InstrumentedFile[], context: AuditContext): Promise<OtherRun | undefined> {
    const root = this.setTree(() => 'before');
    const paths = sources.map(({ file }) => file);
    const opened = await this.attempt(() => OtherRun.open(root, paths, () => true, sources, context));
    if (opened) this.hasRunBase = true;
    return opened;
  }

  /**
   * Sources of the base with their breaks.
   * @param units ids of the functions that are asked about
   */
  sourcesBefore(files: readonly string[], units: ReadonlySet<string>): Promise<InstrumentedFile[]> {
    const textOf = (file: ChangedFile['before']) => (file ? String(file.bytes) : undefined);
    return sourcesBefore(files, {
      texts: new Map(this.change.tree.files.map(({ path, before }) => [path, textOf(before)])),
      now: this.#now,
      units,
      options: withoutProbes({ ...this.#context.options, without: 'findings' }),
      makeRoot: () => this.setTree(() => 'before'),
    });
  }

  /** Sets the files of the copy, which is made when it is needed first; returns where the project is in it. */
  setTree(sideOf: (path: string) => Side): string {
    this.#tree ??= new OtherTree(this.#context.options.root, this.change.tree.files);
    this.#tree.set(sideOf);
    return this.#tree.root;
  }

  /** Something changed that is not there for tests alone: text for people aside. */
  get hasCodeChanged(): boolean {
    return this.change.tree.files.some(
      ({ path }) => !this.isOfTests(path) && !/\.(md|mdx|txt|rst)$/i.test(path),
    );
  }

  /** Where a file of now was in the base; undefined if it was nowhere. */
  pathBefore(file: string): string | undefined {
    const changed = this.change.tree.files.find(({ path, after }) => path === file && after);
    if (!changed) return file;
    return changed.from ?? (changed.before ? file : undefined);
  }

  /** What the change did to a test itself: to its text, or, as its title is made while it runs, by adding or leaving out values. */
  changeOf({
    file,
    line,
    name,
  }: Pick<AuditedTest, 'file' | 'line' | 'name'>): TestOfChange['what'] | undefined {
    const before = this.#namesBefore().get(file);
    const isNew = before !== undefined && !before.has(name) && !before.has('');
    return this.touched.changeOf({ line }, file) ?? (isNew ? 'added' : undefined);
  }

  /** Names of the tests of the base by file; '' in a file that did not run. */
  #namesBefore(): ReadonlyMap<string, ReadonlySet<string>> {
    if (this.#known) return this.#known;
    const names = new Map<string, Set<string>>();
    const { files = [], leftOut = [] } = this.#oldTests?.run ?? {};
    for (const { file, tests } of files) names.set(file, new Set(tests.map(({ key }) => key)));
    for (const { file, test } of leftOut) names.get(file)?.add(test);
    this.#known = names;
    return names;
  }

  /** A test of the base of which the text is still there. */
  isSkipped(file: string, name: string): boolean {
    const now = this.change.tests.edited.find(({ path }) => path === file)?.after;
    const title = name
      .replace(/ #\d+$/, '')
      .split(' > ')
      .at(-1)!;
    const text = now === undefined ? '' : String(now.bytes);
    return ["'", '"', '`'].some((quote) => text.includes(`${quote}${title}${quote}`));
  }

  /** Whether a changed file is there for tests alone. */
  isOfTests(path: string): boolean {
    const { edited, gone, helpers } = this.change.tests;
    return [...edited, ...gone, ...helpers].some((file) => file.path === path);
  }

  /** Runs something on another state of the project; one that does not run is no error of the user. */
  async attempt<T>(what: () => Promise<T>): Promise<T | undefined> {
    if (this.#context.budget.isOver) {
      this.failure ??= 'the budget was spent before it could be';
      return undefined;
    }
    try {
      return await what();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.failure ??= error.message;
      return undefined;
    }
  }

  async close(): Promise<void> {
    await this.#oldTests?.close();
    this.#oldTests = undefined;
    this.#tree?.remove();
    this.#tree = undefined;
  }

  /** What the tests of the base run that are others now: where they do not run, it may be anything that was found for them. */
  #reachedBefore({ files }: Breaks): Iterable<string> {
    // Without time it would be too much.
    if (this.failure !== undefined && !this.#context.budget.isOver)
      return files.flatMap(({ mutants }) => mutants.filter(isBreak).map(({ id }) => id));
    if (!this.#oldTests) return [];
    return reachedBy(this.#oldTests.run, (test, file) => this.touched.isLost(test, file));
  }

  /** What a test of the base would notice that does not pass there, nobody knows; one that does not pass now either is no news. */
  #noteLeftOut(now: CleanRun): void {
    const [first, ...others] = (this.#oldTests?.run.leftOut ?? []).filter(
      ({ file, test, why }) =>
        why !== 'flaky' && !now.leftOut.some((each) => each.file === file && each.test === test),
    );
    if (!first) return;
    const what = first.test === '' ? `${first.file} does not load` : `"${first.test}" fails in ${first.file}`;
    const more = others.length > 0 ? `, and ${others.length} more` : '';
    this.failure ??= `${what} with the tests of the base${more}`;
  }

  async #openOldTests({ files }: Breaks): Promise<void> {
    const wanted = new Set(this.touched.filesBefore);
    if (wanted.size === 0 || this.#asksOnlyTests || this.#context.signal.aborted) return;
    const root = this.setTree((path) => (this.isOfTests(path) ? 'before' : 'after'));
    const sources = files.filter(({ mutants }) => mutants.length > 0).map(({ file }) => file);
    this.#oldTests = await this.attempt(() =>
      OtherRun.open(root, sources, (file) => wanted.has(file), this.#now, this.#context),
    );
    if (this.#oldTests) this.hasRunBase = true;
  }
}
