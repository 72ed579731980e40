import type { Location } from './source.ts';

/**
 * What a mutant is for. `function` replaces what a whole function does, `statement` one expression or
 * statement. `probe` and `neutral` serve findings and never count in a score: a probe makes a function throw at once, and a
 * neutral mutant does not change behaviour.
 */
export type MutantLevel = 'function' | 'statement' | 'probe' | 'neutral';

/** The rest of a function's body: nothing, or only a constant result. */
export type ReplacedBody = 'deleted' | 'constant';

/** A mutant without the fields that only the running program, or one list, needs. */
export function plainMutant({
  id,
  file,
  function: unit,
  mutator,
  level,
  body,
  location,
  original,
  replacement,
}: Mutant): Omit<Mutant, 'ignored' | 'invalid'> {
  return {
    id,
    file,
    ...(unit !== undefined && { function: unit }),
    mutator,
    level,
    ...(body !== undefined && { body }),
    location,
    original,
    replacement,
  };
}

/** Whether it is a break that a test should notice. */
export function isBreak({ level }: { level: MutantLevel }): boolean {
  return level === 'function' || level === 'statement';
}

/** One break of the source: putting `replacement` at `location` in the original file *is* the mutant. */
export interface Mutant {
  /** Short hash of file, function, mutator, original code without spacing, replacement and occurrence. */
  id: string;
  /** Path relative to the project root, `/` as separator. */
  file: string;
  /** Id of the innermost function around it, absent at module level. */
  function?: string;
  /** Name of the mutator that made it: `EmptyBody`, `BooleanLiteral`, … */
  mutator: string;
  level: MutantLevel;
  /** The rest of the body, if the mutant replaces a whole body. */
  body?: ReplacedBody;
  location: Location;
  original: string;
  replacement: string;
  /** Why it must not run: a `// Stryker disable` comment, an ignorer, an excluded mutator. */
  ignored?: string;
  /** Why it cannot run: it could not be placed, or does not parse. */
  invalid?: string;
}
