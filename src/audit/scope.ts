import type { Project } from '../discover/types.ts';
import type { InstrumentedFile } from '../model/instrumented.ts';
import type { Mutant } from '../model/mutant.ts';
import type { FunctionUnit, Location, Position } from '../model/source.ts';

type Limits = Pick<Project, 'functionName' | 'places'>;

/** Keeps only the selected functions and mutants: by name, by place. */
export function inScope(file: InstrumentedFile, { functionName, places }: Limits): InstrumentedFile {
  const within = places[file.file];
  if (functionName === undefined && within === undefined) return file;
  const functions = file.functions.filter(
    (unit) => functionName === undefined || isNamed(unit, functionName),
  );
  const kept = new Set(functions.map((unit) => unit.id));
  const wanted = (mutant: Mutant) => {
    if (within !== undefined && !within.some((place) => contains(place, mutant.location))) return false;
    return mutant.function === undefined ? functionName === undefined : kept.has(mutant.function);
  };
  return { ...file, functions, mutants: file.mutants.filter(wanted) };
}

/** `total` selects `total` and `Cart.total`, with everything inside of them. */
function isNamed({ name }: FunctionUnit, wanted: string): boolean {
  return name.split(' > ').some((part) => part === wanted || part.endsWith(`.${wanted}`)) || name === wanted;
}

function contains(outer: Location, inner: Location): boolean {
  return before(outer.start, inner.start) && before(inner.end, outer.end);
}

function before(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.column <= b.column);
}
