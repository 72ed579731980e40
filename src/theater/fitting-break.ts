import { type Evidence, type EvidenceOf, killsOf } from '../model/evidence.ts';
import type { CleanRun, RunMutant, RunTest } from '../model/run.ts';
import { importsIn } from '../model/specifiers.ts';
import { sourceBehind } from './imported-sources.ts';
import { literally } from './pattern.ts';

type FindBreak = (
  test: RunTest,
  /** The text of the test as written, and of its whole file. */
  texts: { written: string; whole: string },
  file: string,
  names: string[],
  sources?: string[],
) => string | undefined;

/**
 * Finds a break for a test that runs no code of the project: the break of a function that the test names, in a source that
 * its file imports.
 */
export function breakFinder(
  { mutants, files }: CleanRun,
  evidence: EvidenceOf,
  nameOf: (id: string) => string | undefined,
): FindBreak {
  const functions = mutants.filter(({ mutant }) => mutant.level === 'function');
  const sources = [...new Set(functions.map(({ mutant }) => mutant.file))];
  // Breaks that the file reaches while it loads may fail all of its tests.
  const isQuiet = ({ reach, mutant }: RunMutant, test: RunTest) =>
    !reach.some(({ fileIndex, atLoad }) => atLoad && fileIndex === files[test.fileIndex]?.index) &&
    !isKiller(evidence.get(mutant.id), test);
  return (test, { written, whole }, file, names, of) => {
    const imported = new Set(
      of ?? importsIn(whole).flatMap((each) => sourceBehind(file, each, sources) ?? []),
    );
    const own = functions.filter((each) => imported.has(each.mutant.file) && isQuiet(each, test));
    const rank = ({ mutant }: RunMutant) => {
      const parts = (nameOf(mutant.function ?? '') ?? '').split(/[.#> ]+/).filter((part) => part !== '');
      const isNamed = parts.some((part) => names.includes(part));
      const isWritten = parts.some((part) => new RegExp(`\\b${literally(part)}\\b`).test(written));
      return (isNamed ? 0 : isWritten ? 2 : 4) + (mutant.body === 'deleted' ? 0 : 1);
    };
    return own.sort((a, b) => rank(a) - rank(b))[0]?.mutant.id;
  };
}

function isKiller(evidence: Evidence | undefined, { id }: RunTest): boolean {
  return evidence !== undefined && killsOf(evidence).has(id);
}
