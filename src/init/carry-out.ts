import { join, relative } from 'node:path';
import { writableWithin } from '../store/inside-root.ts';
import { replaceFile } from '../system/whole-file.ts';
import type { Step } from './plan.ts';
import type { Look } from './project-facts.ts';

/**
 * Writes what a plan says, each file as a whole.
 * @throws UserError before anything is written, if a file would be written outside of the repository, such as through a link
 */
export function carryOut(steps: readonly Step[], { root, repository = root }: Look): void {
  const below = relative(repository, root);
  const writing = steps.flatMap(({ file, text }) =>
    text === undefined ? [] : [{ text, path: writableWithin(repository, join(below, file)) }],
  );
  for (const { path, text } of writing) replaceFile(path, text);
}
