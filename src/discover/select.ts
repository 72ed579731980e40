import picomatch from 'picomatch';
import { exitCodes, UserError } from '../errors.ts';
import { byName } from '../model/by-name.ts';
import type { Location } from '../model/source.ts';
import { didYouMean } from '../options/nearest.ts';
import { splitPattern } from '../options/paths.ts';
import { parseRange } from './ranges.ts';
import type { SourceRules } from './rules.ts';

/** The sources of a project that are in scope. */
export interface Selection {
  /** In the order of the sources. */
  files: string[];
  /** Ranges that were asked for, in files of which only a part is in scope. */
  places: Record<string, Location[]>;
  /** Files that were named one by one. */
  named: Set<string>;
}

export interface SelectionRequest {
  sources: readonly string[];
  /** Paths and globs of the command line, relative to the root. */
  paths: readonly string[];
  /** Stryker's patterns, if configured. */
  mutate: readonly string[] | undefined;
  rules: SourceRules;
  /** Whether the project is the root of a workspace of packages. */
  isWorkspace: boolean;
  /** What is on the disk under a path. */
  kindOf(path: string): 'file' | 'folder' | undefined;
}

interface Choice {
  files: ReadonlySet<string>;
  negated: boolean;
  place: Location | undefined;
  /** Whether it is the path of one file. */
  named: boolean;
}

/**
 * Paths of the command line replace the includes of the configuration, and those replace the defaults. Excludes of the
 * configuration (`!`) always hold.
 * @throws UserError for a path that does not exist
 */
export function select(request: SelectionRequest): Selection {
  const mutate = (request.mutate ?? []).map((pattern) => fromMutate(pattern, request));
  if (request.paths.length > 0) {
    const excluded = mutate.filter(({ negated }) => negated);
    return combine([...request.paths.map((path) => fromPath(path, request)), ...excluded], request.sources);
  }
  if (mutate.some(({ negated }) => !negated)) return combine(mutate, request.sources);
  const ordinary = new Set(ordinarySources(request));
  return combine(
    [{ files: ordinary, negated: false, place: undefined, named: false }, ...mutate],
    request.sources,
  );
}

/**
 * The folders `src` and `lib`; in a workspace also those of its packages. Without any, all files that look like source.
 * Also examples and the like that a test loads.
 */
function ordinarySources({ sources, isWorkspace, rules }: SelectionRequest): string[] {
  const ordinary = sources.filter((file) => rules.isSource(file));
  const places = [/^(src|lib)\//, ...(isWorkspace ? [/(^|\/)(src|lib)\//] : []), /./];
  const levels = places.map((place) => ordinary.filter((file) => place.test(file)));
  const own = (isWorkspace ? levels.slice(1) : levels).find((files) => files.length > 0) ?? [];
  return [...own, ...sources.filter(rules.isTestedShowcase)];
}

/** Later patterns win over earlier ones, as in Stryker. */
function combine(choices: readonly Choice[], sources: readonly string[]): Selection {
  const chosen = new Map<string, Location[] | 'whole'>();
  const named = new Set<string>();
  for (const choice of choices) {
    for (const file of choice.files) {
      if (choice.negated) chosen.delete(file);
      else chosen.set(file, union(chosen.get(file), choice.place));
      if (choice.named) named.add(file);
    }
  }
  const places = [...chosen].filter((entry): entry is [string, Location[]] => entry[1] !== 'whole');
  return { files: sources.filter((file) => chosen.has(file)), places: byName(places), named };
}

function union(before: Location[] | 'whole' | undefined, place: Location | undefined): Location[] | 'whole' {
  if (place === undefined || before === 'whole') return 'whole';
  return [...(before ?? []), place];
}

function fromMutate(pattern: string, { sources, rules }: SelectionRequest): Choice {
  const { negated, path, range } = splitPattern(pattern);
  const matches = picomatch(path);
  const files = sources.filter((file) => matches(file) && (negated || !isAnyTest(file, path, rules)));
  return { files: new Set(files), negated, place: parseRange(range, pattern), named: false };
}

function fromPath(pattern: string, request: SelectionRequest): Choice {
  const { negated, path, range } = splitPattern(pattern);
  const kind = request.kindOf(path);
  if (kind === undefined && !picomatch.scan(path).isGlob) throw doesNotExist(path, request.sources);
  return {
    files: new Set(request.sources.filter(matcherOf(path, kind, request.rules))),
    negated,
    place: parseRange(range, pattern),
    named: kind === 'file',
  };
}

function matcherOf(
  path: string,
  kind: 'file' | 'folder' | undefined,
  rules: SourceRules,
): (file: string) => boolean {
  if (kind === 'file') return (file) => file === path && !isAnyTest(file, path, rules);
  const base = kind === 'folder' ? path : picomatch.scan(path).base;
  const folder = base === '.' ? '' : base;
  const isIn =
    kind === 'folder' ? (file: string) => folder === '' || file.startsWith(`${folder}/`) : picomatch(path);
  return (file) => isIn(file) && (rules.isSource(file, folder) || rules.isTestedShowcase(file));
}

/** A test that Vitest runs, or a test by name, unless this very file was asked for. */
function isAnyTest(file: string, asked: string, rules: SourceRules): boolean {
  return rules.isTest(file) || (file !== asked && rules.isNamedTest(file));
}

function doesNotExist(path: string, sources: readonly string[]): UserError {
  const folders = sources.map((file) => file.slice(0, file.lastIndexOf('/')));
  const suggestion = didYouMean(path, [...sources, ...folders]);
  return new UserError(
    exitCodes.usage,
    `the path ${path} does not exist${suggestion}`,
    'give files, folders or globs of the project, in quotation marks if they have * in them',
  );
}
