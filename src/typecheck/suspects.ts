import { spanAt } from '../model/apply.ts';
import type { FunctionUnit, Span } from '../model/source.ts';
import type { TypeProblem } from './errors.ts';
import { type Edit, offsetBefore } from './groups.ts';

/** Those of a group whose function, or outside functions whose file, has one of the problems. */
export function suspectsIn(
  { text, functions }: { text: string; functions: readonly FunctionUnit[] },
  group: readonly Edit[],
  problems: readonly TypeProblem[],
): Edit[] {
  const spans = new Map(functions.map(({ id, location }) => [id, spanAt(text, location)]));
  const places = problems.map(({ start }) => (start === undefined ? undefined : offsetBefore(group, start)));
  return group.filter(({ mutant }) => {
    const span = mutant.function === undefined ? undefined : spans.get(mutant.function);
    return span === undefined || places.some((place) => place === undefined || contains(span, place));
  });
}

function contains({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset < end;
}
