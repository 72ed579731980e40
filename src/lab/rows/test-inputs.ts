import { anyFile, type JournalLine, type Untracked } from '../protocol.ts';

/** What a test file depends on, by its clean run. */
export interface TestInputs {
  /** Files and folders, relative to the root; the names of folders whose entries were listed end with `/`. */
  reads: Set<string>;
  /** Why no result of the file can be kept: nobody could tell later whether it still holds. */
  untracked: Set<Untracked | 'modules'>;
  /** Tests with such a reason of their own, by key. */
  untrackedTests: Map<string, Untracked[]>;
}

/**
 * @param lines of all clean runs of the file
 * @param pathOf the source with this key, relative to the root
 * @returns undefined if no run came to its end
 */
export function inputsOf(
  lines: readonly JournalLine[],
  pathOf: (key: string) => string | undefined,
): TestInputs | undefined {
  const reads = new Set<string>();
  const inputs: TestInputs = { reads, untracked: new Set(), untrackedTests: new Map() };
  const add = (file: string | undefined) => {
    if (file === undefined || file === anyFile) inputs.untracked.add('modules');
    else reads.add(file);
  };
  let isKnown = false;
  for (const line of lines) {
    if (line.kind === 'touches' && line.unseen) inputs.untracked.add('programs');
    if (line.kind === 'dry-file' && line.loaded) {
      isKnown = true;
      for (const file of line.loaded) add(file);
      for (const key of [...(line.texts ?? []), ...(line.unserved ?? []), ...(line.copied ?? [])])
        add(pathOf(key));
      for (const what of line.inputs?.untracked ?? []) inputs.untracked.add(what);
    }
    if (line.kind === 'dry-test') for (const key of line.texts ?? []) add(pathOf(key));
    if (line.kind === 'dry-test' || line.kind === 'dry-file') {
      for (const key of Object.keys(line.hits)) add(pathOf(key));
      for (const file of line.inputs?.reads ?? []) add(file);
    }
    if (line.kind === 'dry-test' && line.inputs?.untracked.length)
      inputs.untrackedTests.set(line.test, line.inputs.untracked);
  }
  return isKnown ? inputs : undefined;
}
