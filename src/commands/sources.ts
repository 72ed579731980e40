import type { Audit } from '../model/audit.ts';
import { byName } from '../model/by-name.ts';
import { readCode } from '../store/inside-root.ts';

/** Texts of files by their path relative to the root. */
type Texts = Record<string, string>;

/**
 * The present texts of the sources and test files that an audit names. Without deleted files, files outside of the
 * root, and files that are no code: others may have written the audit.
 */
export function textsOf({ mutants, tests }: Audit, root: string): { sources: Texts; tests: Texts } {
  return { sources: readAll(root, mutants), tests: readAll(root, tests) };
}

function readAll(root: string, of: readonly { file: string }[]): Texts {
  const files = [...new Set(of.map(({ file }) => file))];
  const texts = files.map((file) => [file, readCode(root, file)] as const);
  return byName(texts.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
