import { exportsOf } from '../instrument/exports.ts';
import { spanAt } from '../model/apply.ts';
import type { Contract } from '../model/contract.ts';
import type { InstrumentedFile } from '../model/instrumented.ts';
import type { FunctionUnit } from '../model/source.ts';
import { readWithin } from '../store/inside-root.ts';
import { commentAbove } from './comment.ts';
import { contractFilesOf, contractsIn } from './contract-file.ts';
import { sentencesIn } from './lint.ts';

/** Sentences from which on a comment promises something; below, it says what the function is called in other words. */
const fewestInComment = 3;

type Source = Pick<InstrumentedFile, 'file' | 'original'>;

/**
 * Finds contracts of functions: in the file beside their source, else in the comment above them.
 * @param root absolute
 * @param mayBeRead whether a contract file, relative to the root, may be read
 */
export function contractFinder(
  root: string,
  mayBeRead: (file: string) => boolean = () => true,
): (source: Source, fn: Pick<FunctionUnit, 'name' | 'location'>) => Contract | undefined {
  const files = new Map<string, Map<string, string>>();
  const written = (source: string) => {
    const known = files.get(source) ?? readContracts(root, source, mayBeRead);
    files.set(source, known);
    return known;
  };
  return ({ file, original }, { name, location }) => {
    const text = written(file).get(name);
    if (text !== undefined) return { text, from: 'file' };
    const comment = commentAbove(original, spanAt(original, location).start);
    const isContract = comment !== undefined && sentencesIn(comment).length >= fewestInComment;
    return isContract ? { text: comment, from: 'comment' } : undefined;
  };
}

function readContracts(
  root: string,
  source: string,
  mayBeRead: (file: string) => boolean,
): Map<string, string> {
  const text = contractFilesOf(source)
    .filter((file) => mayBeRead(file))
    .map((file) => readWithin(root, file))
    .find((found) => found !== undefined);
  return text === undefined ? new Map() : contractsIn(text);
}

/**
 * Whether functions of a source are ones that others use, so that a contract is wanted: they are exported, or public methods
 * of a class that is. Pure.
 */
export function wantsContract({ file, original }: Source): (fn: Pick<FunctionUnit, 'name'>) => boolean {
  const exported = exportsOf(original, file);
  return ({ name }) => {
    if (name.includes(' > ') || /[.#]constructor$|\.#|\.get #/.test(name)) return false;
    const own = /^[\p{ID_Continue}$]+/u.exec(name)?.[0];
    return own !== undefined && exported.has(own);
  };
}
