import type { Lost } from '../../model/evidence.ts';
import { isError } from './origin.ts';

/** The shape of an assertion's subject, to notice when a failure leads to other assertions. */
export function shapeOf(value: unknown): string {
  if (isError(value)) return 'error';
  if (typeof value === 'boolean' || value === null) return String(value);
  if (typeof value !== 'object') return typeof value;
  if (Array.isArray(value)) return value.length === 0 ? 'empty list' : 'list';
  return `object ${Object.keys(value).sort().slice(0, 10).join(' ')}`;
}

/**
 * Whether a test that passes although a function throws makes fewer assertions then, or looks at something else. One that
 * looks at an error without any break asks for failures.
 * @param clean and `broken`: shapes of what its assertions look at, in order
 */
export function lostBetween(clean: string[] | undefined, broken: string[] | undefined): Lost | undefined {
  if (!clean || !broken) return undefined;
  if (broken.length < clean.length) return broken.length === 0 ? 'all' : 'some';
  if (clean.includes('error') || broken.length > clean.length) return undefined;
  return broken.some((shape, index) => shape !== clean[index]) ? 'value' : undefined;
}
