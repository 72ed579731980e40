import type { InstrumentedFile } from '../model/instrumented.ts';
import type { Position } from '../model/source.ts';

/**
 * Whether a function of the file has no written return type, and no constant was found as its return value.
 * @param wanted ids of the functions that are asked about; undefined for all
 */
export function asksForTypes({ original, mutants }: InstrumentedFile, wanted?: ReadonlySet<string>): boolean {
  const answered = new Set(
    mutants.filter(({ body }) => body === 'constant').map((mutant) => mutant.function),
  );
  const lines = original.split('\n');
  return mutants.some(
    (mutant) =>
      mutant.body === 'deleted' &&
      (!wanted || wanted.has(mutant.function ?? '')) &&
      !answered.has(mutant.function) &&
      !hasWrittenType(textBefore(lines, mutant.location.start)),
  );
}

/** The text before a body: without a type it ends in `)`, or in the only parameter of an arrow function. */
function hasWrittenType(head: string): boolean {
  const signature = head.trimEnd().replace(/\{$/, '').trimEnd().replace(/=>$/, '').trimEnd();
  return !/\)$|(?:^|[=(,:?&|[]|\breturn|\basync)\s*[\p{ID_Continue}$]+$/u.test(signature);
}

/** Up to two lines, which is enough for the end of a signature. */
function textBefore(lines: string[], { line, column }: Position): string {
  return `${lines[line - 2] ?? ''}\n${(lines[line - 1] ?? '').slice(0, column - 1)}`;
}
