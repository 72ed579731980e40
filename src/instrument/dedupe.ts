import type { Candidate } from './candidate.ts';
import { attempt, type Reader } from './snippet.ts';
import { ancestors, isFunction, type Node } from './syntax.ts';
import { contains } from './tree.ts';

/**
 * Keeps one of several mutants that make the same change. realcov's function-level mutants win over Stryker's, and
 * Stryker's win over realcov's other mutants. A comment that disables a mutant also disables the one that wins over it.
 */
export function withoutDuplicates(candidates: readonly Candidate[], reader: Reader): Candidate[] {
  const lost = new Map<Candidate, Candidate>();
  for (const [loser, winner] of [...emptiedTwice(candidates), ...sameChanges(candidates, reader)]) {
    if (!lost.has(loser) && !lost.has(winner)) lost.set(loser, winner);
  }
  const disabled = new Map<Candidate, string>();
  for (const [loser, winner] of lost) {
    if (loser.ignored !== undefined && !isExcluded(loser)) disabled.set(winner, loser.ignored);
  }
  return candidates
    .filter((candidate) => !lost.has(candidate))
    .map((candidate) => {
      const reason = candidate.ignored ?? disabled.get(candidate);
      return reason === undefined ? candidate : { ...candidate, ignored: reason };
    });
}

function isExcluded({ ignored }: Candidate): boolean {
  return ignored?.startsWith('Ignored because of excluded mutation "') ?? false;
}

type Pair = [loser: Candidate, winner: Candidate];

/** Stryker's `BlockStatement` on a function's body and its `ArrowFunction` delete a body too. */
function emptiedTwice(candidates: readonly Candidate[]): Pair[] {
  const emptied = new Map<Node, Candidate>();
  for (const candidate of candidates) {
    const fn = candidate.body === 'deleted' && !isExcluded(candidate) ? functionOf(candidate) : undefined;
    if (fn) emptied.set(fn, candidate);
  }
  return candidates.flatMap((candidate): Pair[] => {
    const winner = emptied.get(emptiedByStryker(candidate) as Node);
    return winner ? [[candidate, winner]] : [];
  });
}

function emptiedByStryker({ from, mutator, target }: Candidate): Node | undefined {
  if (from !== 'stryker') return undefined;
  if (mutator === 'ArrowFunction') return target.node;
  const parent = target.parent?.node;
  return mutator === 'BlockStatement' && parent && isFunction(parent) ? parent : undefined;
}

function functionOf(candidate: Candidate): Node | undefined {
  const { target } = candidate;
  if (isFunction(target.node)) return target.node;
  return [...ancestors(target)].find(({ node }) => isFunction(node) && contains(node, candidate))?.node;
}

function sameChanges(candidates: readonly Candidate[], reader: Reader): Pair[] {
  const alike = Map.groupBy(
    candidates,
    ({ start, end, replacement }) => `${start} ${end} ${roughly(replacement)}`,
  );
  return [...alike.values()].flatMap((group): Pair[] => {
    if (group.length === 1) return [];
    const byChange = Map.groupBy(group, ({ replacement }) => normalised(replacement, reader));
    return [...byChange.values()].flatMap(pairs);
  });
}

/** One key for all texts that may parse to the same code. */
function roughly(replacement: string): string {
  return replacement.replace(/[\s();,]+/g, '').replace(/["'`]/g, '"');
}

/** The first in rank wins. Mutants of Stryker never lose against each other, so that its set stays complete. */
function pairs(same: readonly Candidate[]): Pair[] {
  const [winner, ...losers] = same.toSorted((a, b) => rank(a) - rank(b));
  if (!winner) return [];
  return losers
    .filter(
      ({ from, level }) =>
        !(from === 'stryker' && winner.from === 'stryker') && level !== 'probe' && level !== 'neutral',
    )
    .map((loser) => [loser, winner]);
}

function rank({ from, level }: Candidate): number {
  if (from === 'stryker') return 1;
  return { function: 0, statement: 2, probe: 3, neutral: 4 }[level];
}

/** The tokens of a replacement, without outer parentheses and final semicolons. */
function normalised(replacement: string, reader: Reader): string {
  const plain = replacement.trim().replace(/;$/, '').trim();
  const expression = reader.expression(plain)?.text;
  const tokens = tokensOf(expression === undefined ? plain : `(${expression}\n)`, reader.fileName);
  return tokens?.join('\n') ?? plain;
}

function tokensOf(text: string, fileName: string): string[] | undefined {
  const tokens = attempt(text, fileName, { tokens: true })?.tokens as Token[] | null | undefined;
  return tokens?.flatMap(({ type, value }) =>
    typeof type === 'object' ? `${type.label} ${JSON.stringify(value)}` : [],
  );
}

/** A comment token has a string as its `type`. */
interface Token {
  type: { label: string } | string;
  value?: unknown;
}
