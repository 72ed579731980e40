import { mutators } from '../../mutators/index.ts';
import { asksForChange } from '../discover/since.ts';
import { exitCodes, UserError } from '../errors.ts';
import type { Notice } from '../model/audit.ts';
import type { InstrumentedFile } from '../model/instrumented.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { didYouMean } from '../options/nearest.ts';

/** The mutators that delete a body. */
const deleting = mutators.filter(({ body }) => body === 'deleted').map(({ name }) => name);

type Limits = Pick<AuditOptions, 'function' | 'mutators' | 'excludeMutators'>;

/**
 * Whether there is nothing to break in a change because it changed no code. It is false if another filter may have left
 * out a change, or if a file could not be read.
 * @param changed sources that the change may affect
 * @param scoped the same sources after all filters
 * @param skipped notices about files that were left out
 */
export function isUnchanged(
  changed: readonly string[],
  scoped: readonly InstrumentedFile[],
  { mutators, excludeMutators, function: named }: Limits,
  skipped: readonly Notice[],
): boolean {
  // What is said of the whole hides no file.
  if (skipped.some(({ kind }) => kind !== 'suite')) return false;
  if (changed.length === 0) return true;
  // With such a mutator, every function with a body can be broken.
  const hidesFunctions =
    deleting.every((name) => excludeMutators.includes(name)) &&
    scoped.some(({ functions }) => functions.length > 0);
  const isFiltered = named !== undefined || mutators.length > 0 || hidesFunctions;
  return !isFiltered && scoped.every(({ mutants }) => mutants.every(({ ignored }) => ignored !== undefined));
}

/**
 * Refuses an audit that has nothing to break. For a change this is fine: it may change nothing in scope.
 * @param files all instrumented files
 * @param scoped the same files after the filters by name, place and change
 * @param skipped notices about files that were left out
 * @throws UserError naming the nearest function if the one asked for does not exist
 */
export function refuseEmptyScope(
  files: readonly InstrumentedFile[],
  scoped: readonly InstrumentedFile[],
  options: Limits & Pick<AuditOptions, 'since' | 'staged' | 'diff'>,
  skipped: readonly Notice[],
): void {
  if (asksForChange(options) || scoped.some(({ mutants }) => mutants.length > 0)) return;
  if (options.function === undefined) {
    throw new UserError(
      exitCodes.usage,
      'there is nothing to break in the source files in scope',
      options.mutators.length + options.excludeMutators.length > 0
        ? 'the chosen mutators find nothing there: look at --mutators and --exclude-mutators'
        : 'they have no functions with a body; name other files: realcov audit <paths>',
      skipped.map(({ file, message }) => `${file}: ${message}`),
    );
  }
  const names = files.flatMap(({ functions }) => functions.map(({ name }) => name));
  throw new UserError(
    exitCodes.usage,
    `no function in scope is named "${options.function}"${didYouMean(options.function, names)}`,
    'realcov audit --list names the functions',
  );
}
