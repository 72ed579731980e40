import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Audit } from '../model/audit.ts';

/** Texts of files by their path relative to the root. */
type Texts = Record<string, string>;

/** The sources and the test files that an audit names, as they are now. A file that is gone since is left out. */
export function textsOf({ mutants, tests }: Audit, root: string): { sources: Texts; tests: Texts } {
  return { sources: readAll(root, mutants), tests: readAll(root, tests) };
}

function readAll(root: string, of: readonly { file: string }[]): Texts {
  const present = [...new Set(of.map(({ file }) => file))].filter((file) => existsSync(join(root, file)));
  return Object.fromEntries(present.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
}
