import { posix } from 'node:path';
import { stemOf } from '../../model/named-like.ts';

/** A test file, and the source with the same name. */
interface Pair {
  test: string;
  source: string;
}

/**
 * The folder in which the project would put the tests of a source, judged by the tests of other sources: first those in
 * the same folder, then the nearest. Undefined if no test file is named like a source. Pure.
 */
export function folderFor(
  source: string,
  pairs: readonly Pair[],
): { folder: string; model: string } | undefined {
  const folder = posix.dirname(source);
  const nearest = [...pairs].sort((a, b) => shared(b.source, source) - shared(a.source, source));
  const own = pairs.filter((pair) => posix.dirname(pair.source) === folder);
  const usual = mostFrequent(own.map(({ test }) => posix.dirname(test)));
  if (usual !== undefined)
    return { folder: usual, model: own.find(({ test }) => posix.dirname(test) === usual)!.test };
  const [model] = nearest;
  return model && { folder: transferred(model, folder), model: model.test };
}

/** Test files with the sources of the same name; if several have it, the one with the most similar path. */
export function pairsOf(tests: readonly string[], sources: readonly string[]): Pair[] {
  const named = Map.groupBy(sources, stemOf);
  return tests.flatMap((test) => {
    const likeness = (source: string) => tail(posix.dirname(test), posix.dirname(source)).length;
    const [source] = (named.get(stemOf(test)) ?? []).toSorted(
      (a, b) => likeness(b) - likeness(a) || shared(b, test) - shared(a, test),
    );
    return source === undefined ? [] : [{ test, source }];
  });
}

/** Applies the relation of another test and its source: beside it, in a folder below it, or at the same path below another folder. */
function transferred({ test, source }: Pair, folder: string): string {
  const [of, from] = [posix.dirname(test), posix.dirname(source)];
  if (of === from) return folder;
  if (of.startsWith(`${from}/`)) return posix.join(folder, of.slice(from.length + 1));
  const same = tail(of, from);
  const cut = (path: string) =>
    path
      .split('/')
      .slice(0, path.split('/').length - same.length)
      .join('/');
  const [top, root] = [cut(of), cut(from)];
  if (root !== '' && folder !== root && !folder.startsWith(`${root}/`)) return of;
  const rest = root === '' ? folder : folder.slice(root.length + 1);
  // If all tests are in one folder, paths say nothing more.
  return same.length === 0 && from !== root ? of : posix.join(top, rest);
}

/** The folders in which both paths end. */
function tail(a: string, b: string): string[] {
  const [left, right] = [a.split('/').reverse(), b.split('/').reverse()];
  const end = left.findIndex((name, index) => name !== right[index]);
  return left.slice(0, end === -1 ? left.length : end);
}

/** How many folders two paths share from the top. */
export function shared(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  let count = 0;
  while (count < left.length - 1 && left[count] === right[count]) count++;
  return count;
}

function mostFrequent(names: string[]): string | undefined {
  const counts = [...Map.groupBy(names, (name) => name)].sort(([, a], [, b]) => b.length - a.length);
  return counts[0]?.[0];
}
