import { changedLines, touches } from '../discover/changed-lines.ts';
import type { LineRange, ProjectChange } from '../discover/types.ts';
import type { WhyInScope } from '../model/change.ts';
import type { InstrumentedFile } from '../model/instrumented.ts';
import { isBreak, type Mutant } from '../model/mutant.ts';
import type { CleanRun, RunMutant } from '../model/run.ts';
import type { FunctionUnit, Location } from '../model/source.ts';
import { type Counterpart, counterpartsOf } from './counterparts.ts';
import { functionTexts } from './function-texts.ts';

/** What is looked at because of a change. */
export interface ChangeScope {
  /** Why each function is, by its id. */
  why: ReadonlyMap<string, WhyInScope>;
  /** What functions of changed sources were before, by id. */
  before: ReadonlyMap<string, Counterpart>;
  /** Changed lines of sources, by path. */
  lines: ReadonlyMap<string, LineRange[]>;
  isWanted(mutant: Mutant): boolean;
}

/** What the tests that the change touched run, as ids of breaks. */
export type ReachOfTests = ReadonlySet<string>;

/**
 * Functions that changed, those that call one of them where a test runs both, and those that tests run which the change
 * touched. Pure.
 * @param reached breaks that such tests reach, now or in the base
 */
export function scopeOf(
  { sources, tree }: Pick<ProjectChange, 'sources' | 'tree'>,
  files: readonly InstrumentedFile[],
  run: Pick<CleanRun, 'mutants'>,
  reached: ReachOfTests,
): ChangeScope {
  const { before, lines, why } = changedIn({ sources, tree }, files);
  const changed = new Set(why.keys());
  for (const id of callersOf(changed, files, run)) if (!why.has(id)) why.set(id, 'caller');
  for (const { mutants } of files)
    for (const mutant of mutants)
      if (mutant.function !== undefined && reached.has(mutant.id) && !why.has(mutant.function))
        why.set(mutant.function, 'run-by-tests');
  const isWanted = ({ function: unit, file, location }: Mutant) =>
    unit === undefined ? touches(location, lines.get(file)) : why.has(unit);
  return { why, before, lines, isWanted };
}

/**
 * The functions that `scopeOf` may choose where the change touched no test, before anything was run. Pure.
 */
export function mayBeInScope(
  change: Pick<ProjectChange, 'sources' | 'tree'>,
  files: readonly InstrumentedFile[],
): ReadonlySet<string> {
  const changed = new Set(changedIn(change, files).why.keys());
  return new Set([...changed, ...callersOf(changed, files)]);
}

/** Functions that are new or say something else, what functions were before, and which lines are others. */
function changedIn(
  { sources, tree }: Pick<ProjectChange, 'sources' | 'tree'>,
  files: readonly InstrumentedFile[],
): Pick<ChangeScope, 'before' | 'lines'> & { why: Map<string, WhyInScope> } {
  const renamed = new Map(tree.files.flatMap(({ path, from }) => (from === undefined ? [] : [[path, from]])));
  const before = matched({ sources, tree }, files, (file) => renamed.get(file) ?? file);
  const lines = new Map(sources.map((file) => [file.path, linesOf(file, tree)]));
  const why = new Map<string, WhyInScope>();
  for (const { id, location, file } of files.flatMap(({ functions }) => functions)) {
    const own = before.get(id);
    if (own && !own.before) why.set(id, 'new');
    else if (own && !own.isSame && touches(location, lines.get(file))) why.set(id, 'changed');
  }
  return { before, lines, why };
}

/** Of a renamed file those that differ from what it was. */
function linesOf(file: ProjectChange['sources'][number], tree: ProjectChange['tree']): LineRange[] {
  const before = file.before ?? tree.files.find(({ path }) => path === file.from)?.before;
  return changedLines({ ...file, ...(before && { before }) });
}

function matched(
  { sources, tree }: Pick<ProjectChange, 'sources' | 'tree'>,
  files: readonly InstrumentedFile[],
  pathBefore: (file: string) => string,
): Map<string, Counterpart> {
  const isChanged = new Set(sources.map(({ path }) => path));
  const now = files
    .filter(({ file }) => isChanged.has(file))
    .flatMap(({ file, original }) => functionTexts(file, original));
  // What was moved comes from any file that changed or is gone.
  const before = tree.files.flatMap(({ path, before: side }) =>
    side?.kind !== 'link' && side && /\.[cm]?[jt]sx?$/.test(path)
      ? functionTexts(path, String(side.bytes))
      : [],
  );
  return new Map(counterpartsOf(now, before, pathBefore).map((each) => [each.now.id, each]));
}

/**
 * Functions whose text calls one of those by name, and that a test runs which runs that one too. The call itself is not watched:
 * that would cost every call.
 * @param run undefined if it is not known which tests run them
 */
function callersOf(
  changed: ReadonlySet<string>,
  files: readonly InstrumentedFile[],
  run?: Pick<CleanRun, 'mutants'>,
): string[] {
  if (changed.size === 0) return [];
  const testsOf = run && testsByFunction(run.mutants);
  const isRunTogether = (one: string, other: string) => {
    const [ofOne, ofOther] = [testsOf?.get(one), testsOf?.get(other)];
    return !testsOf || (ofOne !== undefined && ofOther !== undefined && meet(ofOne, ofOther));
  };
  const units = files.flatMap(({ functions, original }) => {
    const lines = original.split('\n');
    const textOf = ({ start, end }: Location) => lines.slice(start.line - 1, end.line).join('\n');
    return functions.map((unit) => ({ unit, textOf }));
  });
  const targets = units
    .filter(({ unit }) => changed.has(unit.id))
    .flatMap(({ unit }) => {
      const name = unit.name.split(/ > |\./).at(-1)!;
      return /^[\w$]+$/.test(name) && !nameless.has(name) ? [{ unit, call: callOf(name) }] : [];
    });
  return units
    .filter(({ unit, textOf }) => {
      if (changed.has(unit.id)) return false;
      const text = textOf(unit.location);
      return targets.some(
        (target) =>
          target.call.test(text) && !isWithin(target.unit, unit) && isRunTogether(unit.id, target.unit.id),
      );
    })
    .map(({ unit }) => unit.id);
}

const nameless = new Set(['anonymous', 'default', 'returned', 'constructor', 'callback']);

/** A call, the tag of a template, an element, or the function handed on. */
function callOf(name: string): RegExp {
  const plain = name.replaceAll('$', String.raw`\$`);
  return new RegExp(String.raw`(?<![\w$])${plain}\s*(?:\?\.)?\s*[(<\`,)]`);
}

/** The outer one holds it: it is no caller for that alone. */
function isWithin(inner: FunctionUnit, outer: FunctionUnit): boolean {
  return inner.file === outer.file && inner.name.startsWith(`${outer.name} > `);
}

function testsByFunction(mutants: readonly RunMutant[]): Map<string, Set<number>> {
  const tests = new Map<string, Set<number>>();
  for (const { mutant, reach } of mutants) {
    if (mutant.function === undefined || !isBreak(mutant)) continue;
    const own = tests.get(mutant.function) ?? new Set();
    for (const { first } of reach) for (const test of first) own.add(test);
    tests.set(mutant.function, own);
  }
  return tests;
}

function meet(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  for (const each of small) if (large.has(each)) return true;
  return false;
}
