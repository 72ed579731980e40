import type { Breaks } from '../../audit/breaks.ts';
import { spanAt } from '../../model/apply.ts';
import type { Audit } from '../../model/audit.ts';
import type { InstrumentedFile } from '../../model/instrumented.ts';
import type { RecordedFile } from '../embedded/record.ts';
import type { SeenCall } from '../embedded/recorder.ts';
import type { FuzzFile } from '../embedded/run.ts';
import type { FuzzTarget, ParameterSpec, RecordedCall } from '../embedded/spec.ts';
import { lacking } from '../embedded/values.ts';
import { NoValues } from '../types/reading.ts';
import { type Literals, maxHints, type Signatures, signatures } from '../types/specs.ts';
import { besideTests } from '../write/conventions.ts';
import { breaksOf, type OutOfReach, type Target, type Targets, targetsIn } from './targets.ts';

/** The functions whose calls are searched, and those that cannot be called. */
export interface Plan {
  targets: { target: Target; called: FuzzTarget | NoValues }[];
  outOfReach: OutOfReach[];
  files: FuzzFile[];
}

/** A source, and its functions that tests can reach. */
export interface SourceTargets extends Targets {
  file: InstrumentedFile;
}

/**
 * For every source in scope.
 * @param wanted `every`: also functions whose breaks are all noticed
 */
export function targetsOf(
  audit: Audit,
  { files, all }: Breaks,
  wanted: 'open' | 'every' = 'open',
): SourceTargets[] {
  return files.map((file) => {
    const functions = all.find((each) => each.file === file.file)?.functions ?? [];
    const asked = wanted === 'every' ? file.functions : [];
    return { file, ...targetsIn(audit, file.file, file.original, functions, asked) };
  });
}

/** The sources whose calls are recorded: all reachable functions, because one may lead to another. */
export function recordedFiles(sources: SourceTargets[]): RecordedFile[] {
  return sources
    .filter(({ targets }) => targets.length > 0)
    .map(({ file: { file, original }, reachable }) => ({
      source: file,
      text: original,
      ids: new Map(reachable.map(({ fn }) => [spanAt(original, fn.location).start, fn.id])),
    }));
}

/**
 * The functions that can be called with fitting values.
 * @param recorded calls of functions, by their ids
 */
export function planFor(
  audit: Audit,
  { project, files }: Breaks,
  sources: SourceTargets[],
  recorded: ReadonlyMap<string, SeenCall[]>,
): Plan {
  const known = signatures(
    project.root,
    files.map(({ file }) => file),
  );
  const plan: Plan = { targets: [], outOfReach: sources.flatMap(({ outOfReach }) => outOfReach), files: [] };
  for (const source of sources) {
    const own = source.targets.map((target) => ({
      target,
      called: calledFor(target, source, known, callsOf(target, source, recorded)),
    }));
    plan.targets.push(...own);
    const targets = own.flatMap(({ called }) => (called instanceof NoValues ? [] : [called]));
    const { file } = source.file;
    const program = besideTests(file, audit, project.root, `realcov-search-${plan.files.length}`);
    if (targets.length > 0) plan.files.push({ source: file, program, targets });
  }
  return plan;
}

/** Everything that the search needs, or why it is impossible. */
function calledFor(
  target: Target,
  { file: { file, original, mutants }, outOfReach }: SourceTargets,
  known: Signatures,
  recorded: RecordedCall[],
): FuzzTarget | NoValues {
  const offsetOf = ({ fn }: Target | OutOfReach) => spanAt(original, fn.location).start;
  const signature = known.at(file, offsetOf(target));
  if (signature instanceof NoValues) return signature;
  const needed = target.access.kind === 'constructor' ? [] : (signature.of?.parameters ?? []);
  const why =
    lacking(signature.parameters, lengths(recorded.map(({ args }) => args))) ??
    lacking(needed, lengths(recorded.map(({ made = [] }) => made)));
  if (why !== undefined) return new NoValues(why);
  const behind = outOfReach.filter(({ through }) => through.includes(target));
  const wanted = new Set(breaksOf(target).map(({ id }) => id));
  return {
    id: target.fn.id,
    exported: target.exported,
    access: target.access,
    ...signature,
    ...merged([signature, ...behind.map((each) => known.literalsAt(file, offsetOf(each)))]),
    recorded: /\.[cm]?tsx?$/.test(file)
      ? recorded.map((call) => withAllArguments(call, signature))
      : recorded,
    mutants: mutants.flatMap((mutant) =>
      'number' in mutant && wanted.has(mutant.id) ? [{ id: mutant.id, number: mutant.number }] : [],
    ),
  };
}

/**
 * Adds `undefined` for required arguments that a recorded call left out, as JavaScript allows. TypeScript would not
 * compile the test without them.
 */
export function withAllArguments(
  { args, made, before }: RecordedCall,
  { parameters, of }: Pick<FuzzTarget, 'parameters' | 'of'>,
): RecordedCall {
  const methodOf = (name: string) => of?.methods.find((method) => method.name === name);
  return {
    args: padded(args, parameters),
    ...(made && { made: padded(made, of?.parameters ?? []) }),
    before: before.map(({ member, args: given }) => ({
      member,
      args: padded(given, methodOf(member)?.parameters ?? []),
    })),
  };
}

function padded(args: string[], parameters: ParameterSpec[]): string[] {
  const needed = parameters.findLastIndex(({ optional, rest }) => !optional && !rest) + 1;
  return [...args, ...Array.from({ length: Math.max(0, needed - args.length) }, () => 'undefined')];
}

function lengths(lists: string[][]): number[] {
  return lists.map(({ length }) => length);
}

/** Of earlier calls, only public methods: a test cannot call others. */
function callsOf(
  { fn, exported }: Target,
  { reachable }: SourceTargets,
  recorded: ReadonlyMap<string, SeenCall[]>,
): RecordedCall[] {
  const memberOf = (id: string): string | undefined => {
    const found = reachable.find((each) => each.fn.id === id && each.exported === exported);
    return found?.access.kind === 'method' ? found.access.member : undefined;
  };
  return (recorded.get(fn.id) ?? []).map(({ args, made, before = [] }) => ({
    args,
    ...(made && { made }),
    before: before.flatMap(({ id, args: given }) => {
      const member = memberOf(id);
      return member === undefined ? [] : [{ member, args: given }];
    }),
  }));
}

/** For a function and the ones that only it reaches. */
function merged(all: Literals[]): Literals {
  return {
    hints: [...new Set(all.flatMap(({ hints }) => hints))].slice(0, maxHints),
    throws: [...new Set(all.flatMap(({ throws }) => throws))],
  };
}
