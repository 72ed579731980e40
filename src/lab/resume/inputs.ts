import { createHash } from 'node:crypto';
import { own } from '../../model/by-name.ts';
import type { JournalLine } from '../protocol.ts';
import { anyFile } from '../protocol.ts';

/** What the results of an audit depend on. */
export interface Inputs {
  /** A hash of everything that all results depend on: versions, options, the list of files. */
  base: string;
  /** Sources and test files, relative to the root, each with a hash of its text and of everything made from it. */
  modules: Record<string, string>;
  /** A line for everything on the disk, from `projectState`; paths in the project are relative to its root. */
  state: string[];
}

export function hashOf(...parts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * The sources and test files that changed, relative to the root; undefined if something else changed too, because
 * nobody knows which results depend on it.
 */
export function changedModules(before: Inputs, now: Inputs): string[] | undefined {
  const modules = Object.keys(now.modules);
  if (before.base !== now.base || modules.some((module) => own(before.modules, module) === undefined))
    return undefined;
  if (Object.keys(before.modules).length !== modules.length) return undefined;
  const changed = new Set(modules.filter((module) => before.modules[module] !== now.modules[module]));
  for (const line of differing(before.state, now.state)) {
    const module = pathIn(line);
    if (module === undefined || own(now.modules, module) === undefined) return undefined;
    changed.add(module);
  }
  return [...changed].sort();
}

function differing(a: string[], b: string[]): string[] {
  const [inA, inB] = [new Set(a), new Set(b)];
  return [...a.filter((line) => !inB.has(line)), ...b.filter((line) => !inA.has(line))];
}

/** An existing file with a hash of its content, or with its size and times. */
function pathIn(line: string): string | undefined {
  return /^(.+) (?:[0-9a-f]{64}|\d+ [\d.]+ [\d.]+)$/s.exec(line)?.[1];
}

/**
 * Whether a test file is independent of the change, judged by its clean run: it loaded none of the changed files, read
 * none of them as text, and started nothing that might.
 * @param lines everything that is known of the file
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

/** Files that a line is about, or their keys; any file if it does not say which. */
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

/** What a test with a break may do depends on what all tests do without one. */
export function dependsOnAll(lines: JournalLine[]): boolean {
  return lines.some((line) => line.kind === 'harm' || ('refused' in line && line.refused !== undefined));
}
