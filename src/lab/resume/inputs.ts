import { createHash } from 'node:crypto';
import type { JournalLine } from '../protocol.ts';
import { anyFile } from '../protocol.ts';

/** What the results of an audit depend on. */
export interface Inputs {
  /** A hash of all that every result depends on: versions, options, which files there are. */
  base: string;
  /** Sources and test files, relative to the root, each with a hash of its text and of all that is made of it. */
  modules: Record<string, string>;
  /** A line for everything on the disk, as `projectState` has it; paths in the project relative to its root. */
  state: string[];
}

export function hashOf(...parts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * The sources and test files that are others than before, relative to the root; undefined if something else is another
 * one too, of which nobody knows what depends on it.
 */
export function changedModules(before: Inputs, now: Inputs): string[] | undefined {
  const modules = Object.keys(now.modules);
  if (before.base !== now.base || modules.some((module) => before.modules[module] === undefined))
    return undefined;
  if (Object.keys(before.modules).length !== modules.length) return undefined;
  const changed = new Set(modules.filter((module) => before.modules[module] !== now.modules[module]));
  for (const line of differing(before.state, now.state)) {
    const module = pathIn(line);
    if (module === undefined || now.modules[module] === undefined) return undefined;
    changed.add(module);
  }
  return [...changed].sort();
}

function differing(a: string[], b: string[]): string[] {
  const [inA, inB] = [new Set(a), new Set(b)];
  return [...a.filter((line) => !inB.has(line)), ...b.filter((line) => !inA.has(line))];
}

/** A file that is there: with a hash of its content, or its size and times. */
function pathIn(line: string): string | undefined {
  return /^(.+) (?:[0-9a-f]{64}|\d+ [\d.]+ [\d.]+)$/s.exec(line)?.[1];
}

/**
 * Whether a test file has nothing to do with what changed, by what its clean run did: it loaded none of it, read none of
 * it as text, and started nothing that might.
 * @param lines all that is known of the file
 * @param changed modules, relative to the root
 * @param keys of those that are sources
 */
export function hadNoPart(
  lines: JournalLine[],
  changed: readonly string[],
  keys: readonly string[],
): boolean {
  const loads = lines.filter((line) => line.kind === 'dry-file');
  const isKnown = loads.some(({ loaded }) => loaded !== undefined);
  const isTouched = (key: string) => key === anyFile || keys.includes(key) || changed.includes(key);
  return isKnown && !lines.some((line) => filesIn(line).some(isTouched));
}

/** Files that a line is about, or keys of them; any file where it does not say which. */
function filesIn(line: JournalLine): string[] {
  switch (line.kind) {
    case 'dry-file': {
      const { hits, texts = [], unserved = [], copied = [], loaded = [] } = line;
      return [...Object.keys(hits), ...texts, ...unserved, ...copied, ...loaded];
    }
    case 'dry-test':
      return [...Object.keys(line.hits), ...(line.texts ?? [])];
    case 'dry-repeat':
      return Object.keys(line.hits);
    case 'touches':
      return line.unseen ? [anyFile] : [];
    default:
      return [];
  }
}

/** What was refused a break depends on what all tests do without one. */
export function dependsOnAll(lines: JournalLine[]): boolean {
  return lines.some((line) => line.kind === 'harm' || ('refused' in line && line.refused !== undefined));
}
