/** Finds functions, files and tests by words of their name or path, and breaks by the beginning of their id. */
import type { AuditedMutant, AuditedTest } from '../../../../src/model/audit.ts';
import type { Unit } from '../../../facts.ts';
import type { Report } from './report.ts';

export type Found =
  | { kind: 'function'; id: string; name: string; unit: Unit }
  | { kind: 'file'; id: string; name: string }
  | { kind: 'test'; id: string; name: string; test: AuditedTest }
  | { kind: 'break'; id: string; name: string; mutant: AuditedMutant };

export interface FoundGroup {
  kind: Found['kind'];
  /** The first of them, best first. */
  items: Found[];
  total: number;
}

/** An item with the texts that are searched, in small letters. */
interface Entry {
  found: Found;
  name: string;
  all: string;
}

/** How many are shown in all, and of each kind where there are others too. */
const most = { all: 20, break: 4, function: 7, file: 4, test: 5 };

/** Fewer characters than these are the beginning of too many ids. */
const shortestId = 3;

/** Reads the report once; what it returns is asked at every key. */
export function searchIndex({
  units,
  audit,
}: Pick<Report, 'units' | 'audit'>): (text: string) => FoundGroup[] {
  const functions = units().filter(({ kind }) => kind !== 'module');
  const files = [...new Set(units().map(({ file }) => file))].sort();
  const entries: [Found['kind'], Entry[]][] = [
    [
      'function',
      functions.map((unit) => entry({ kind: 'function', id: unit.id, name: unit.name, unit }, unit.file)),
    ],
    [
      'file',
      files.map((file) => entry({ kind: 'file', id: file, name: file.split('/').at(-1) ?? file }, file)),
    ],
    [
      'test',
      audit.tests.map((test) => entry({ kind: 'test', id: test.id, name: test.name, test }, test.file)),
    ],
  ];
  return (text) => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    const named = entries.map(([kind, all]) => ({ kind, all: best(all, words) }));
    return cut([{ kind: 'break', all: breaks(audit.mutants, words) }, ...named]);
  };
}

interface Matches {
  kind: Found['kind'];
  all: Found[];
}

/** The first of each kind; what one kind does not take is left to the others. */
function cut(groups: Matches[]): FoundGroup[] {
  const least = ({ kind, all }: Matches) => Math.min(most[kind], all.length);
  let left = most.all - groups.reduce((sum, group) => sum + least(group), 0);
  return groups
    .filter(({ all }) => all.length > 0)
    .map((group) => {
      const more = Math.min(left, group.all.length - least(group));
      left -= more;
      return { kind: group.kind, items: group.all.slice(0, least(group) + more), total: group.all.length };
    });
}

function entry(found: Found, file: string): Entry {
  const name = found.name.toLowerCase();
  return { found, name, all: `${name} ${file.toLowerCase()}` };
}

function best(entries: Entry[], words: string[]): Found[] {
  return (
    entries
      .filter(({ all }) => words.every((word) => all.includes(word)))
      .map(({ name, found }) => ({ found, distance: distance(name, words) }))
      // Stable: what is equally near stays in the order of its list.
      .sort((a, b) => a.distance - b.distance)
      .map(({ found }) => found)
  );
}

/** How far a name is from being the words: the same, beginning with them, having one begin in it, having all in it. */
function distance(name: string, words: string[]): number {
  const text = words.join(' ');
  if (name === text) return 0;
  if (name.startsWith(text)) return 1;
  if (!words.every((word) => name.includes(word))) return 4;
  return words.some((word) => /[^a-z0-9]/.test(name[name.indexOf(word) - 1] ?? ' ')) ? 2 : 3;
}

function breaks(mutants: AuditedMutant[], [id = '', ...others]: string[]): Found[] {
  if (others.length > 0 || id.length < shortestId) return [];
  return mutants
    .filter((mutant) => mutant.id.startsWith(id))
    .map((mutant): Found => ({ kind: 'break', id: mutant.id, name: mutant.id, mutant }));
}
