import { withoutOptions } from './left-out-words.ts';

/** Arguments of the `mocha` command that only say how it tells what it found, or when it stops. */
const leftOut =
  /^(--reporter(-options?)?|-R|-O|--bail|-b|--no-bail|--parallel|-p|--no-parallel|--jobs|-j|--watch|-w|--watch-files|--watch-ignore|--dry-run|--pass-on-failing-test-suite|--color|-c|--no-color|--colors|--no-colors|--diff|--no-diff|--inline-diffs)(=|$)/;
/** Those among them with a value. */
const withValue = /^(--reporter(-options?)?|-R|-O|--jobs|-j|--watch-files|--watch-ignore)$/;

/** The words that come after `mocha`, as far as they decide which tests run and how. */
export function mochaArguments(words: readonly string[]): string[] {
  return withoutOptions(words, leftOut, withValue);
}
