import { posix } from 'node:path';
import { specifiersIn } from '../model/specifiers.ts';

export interface NeighbourRequest {
  /** All sources of the project, relative to the root. */
  sources: readonly string[];
  /** The sources that changed, with their text now. */
  changed: readonly string[];
  /** Texts of the changed tests, now and before, by path. */
  tests: readonly { file: string; text: string }[];
  read(file: string): string | undefined;
}

export interface Neighbours {
  /** Sources that may call one that changed. */
  importers: string[];
  /** Sources that changed tests import, directly or not, nearest first. */
  tested: string[];
  /** `tested` was cut because there are too many. */
  isCut: boolean;
}

/** The most sources of each kind that are broken in addition to the changed ones: the nearest. */
const most = 40;
/** How many files that only re-export may be between. */
const passedOn = 3;

/** Other sources that a change may affect, found by the imports in texts. */
export function neighboursOf({ sources, changed, tests, read }: NeighbourRequest): Neighbours {
  const isChanged = new Set(changed);
  const leadsTo = resolver(sources);
  const importsOf = (file: string, text = read(file)) =>
    text === undefined ? [] : specifiersIn(text).flatMap((specifier) => leadsTo(specifier, file));
  const tested = new Set<string>();
  let open = tests.flatMap(({ file, text }) => importsOf(file, text));
  while (open.length > 0) {
    const found = [...new Set(open)].filter((file) => !tested.has(file));
    for (const file of found) tested.add(file);
    if (tested.size > most) break;
    open = found.flatMap((file) => importsOf(file));
  }
  const ofTests = [...tested].filter((file) => !isChanged.has(file));
  const importers = importersOf(changed, sources, importsOf, read).filter((file) => !isChanged.has(file));
  return {
    importers: importers.slice(0, most),
    tested: ofTests.slice(0, most),
    isCut: tested.size > most,
  };
}

/** Direct importers, and importers of files that re-export. */
function importersOf(
  changed: readonly string[],
  sources: readonly string[],
  importsOf: (file: string) => string[],
  read: (file: string) => string | undefined,
): string[] {
  const found = new Set<string>();
  let wanted = changed;
  for (let step = 0; step <= passedOn && wanted.length > 0; step++) {
    const isWanted = new Set(wanted);
    const names = wanted.map(nameOf);
    const direct = sources.filter((file) => {
      const text = read(file);
      // Whoever imports a file contains its name.
      return (
        text !== undefined &&
        names.some((name) => text.includes(name)) &&
        importsOf(file).some((to) => isWanted.has(to))
      );
    });
    const fresh = direct.filter((file) => !found.has(file));
    for (const file of fresh) found.add(file);
    wanted = fresh.filter((file) => /\bexport\s*(\*|\{[^}]*\})\s*from\b/.test(read(file) ?? ''));
  }
  return [...found];
}

/** The text that an import of the file contains; '' for an index, which `..` may name. */
function nameOf(file: string): string {
  const name = posix.basename(file).replace(/\.[cm]?[jt]sx?$/, '');
  return name === 'index' ? '' : name;
}

/**
 * Finds the source that a specifier means. Aliases and package names are set up in many ways, so only the end of such a
 * specifier is compared: it may mean several sources.
 */
function resolver(sources: readonly string[]): (specifier: string, importer: string) => string[] {
  const known = new Map(sources.map((file) => [file, file]));
  for (const file of sources) {
    const plain = file.replace(/\.[cm]?[jt]sx?$/, '');
    for (const name of [plain, ...(plain.endsWith('/index') ? [plain.slice(0, -'/index'.length)] : [])])
      if (!known.has(name)) known.set(name, file);
  }
  const plainNames = [...known.keys()];
  return (specifier, importer) => {
    const path = specifier.replace(/\.([cm]?)jsx?$/, '').replace(/\.([cm]?)tsx?$/, '');
    if (specifier.startsWith('.')) {
      const near = posix.join(posix.dirname(importer), specifier);
      const found = known.get(near) ?? known.get(posix.join(posix.dirname(importer), path));
      return found === undefined ? [] : [found];
    }
    const tail = path.split('/').slice(path.startsWith('@') ? 2 : 1);
    const tails = [path.split('/').slice(1).join('/'), tail.join('/')].filter((each) => each !== '');
    const name = plainNames.find((each) => tails.some((end) => each === end || each.endsWith(`/${end}`)));
    const found = name === undefined ? undefined : known.get(name);
    return found === undefined ? [] : [found];
  };
}
