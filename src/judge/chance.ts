import type { Audit, Notice } from '../model/audit.ts';

const shownTests = 3;
const shownBreaks = 5;

/** What the reader is told where verdicts depend on what tests draw. Pure. */
export function noticesOfChance({ mutants, tests }: Pick<Audit, 'mutants' | 'tests'>): Notice[] {
  const byChance = mutants.filter(({ byChance }) => byChance);
  if (byChance.length === 0) return [];
  const reaching = new Set(byChance.flatMap(({ coveredBy }) => coveredBy));
  const drawing = tests.filter(({ id, draws }) => draws && reaching.has(id)).map(({ name }) => `"${name}"`);
  const ids = byChance.map(({ id }) => id);
  const one = byChance.length === 1;
  const message = [
    `${byChance.length} ${one ? 'verdict depends' : 'verdicts depend'} on what tests draw at random`,
    ` (${listed(drawing, shownTests)}): with other draws ${one ? 'it was another' : 'they were others'};`,
    ` give these tests a seed, or more draws: ${listed(ids, shownBreaks)}`,
  ];
  return [{ kind: 'draws-at-random', message: message.join('') }];
}

function listed(names: string[], most: number): string {
  const more = names.length > most ? ` and ${names.length - most} more` : '';
  return names.slice(0, most).join(', ') + more;
}
