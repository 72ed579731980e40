import { everyNeutral, stepNames, switchNames } from '../model/instrumented.ts';

/** How an instrumented text names its globals; see `InstrumentedFile`. */
export interface FileGlobals {
  /** The number of the active mutant. */
  active: string;
  /** Whether the mutant with this number is active. */
  is(number: number): string;
  /** Whether every neutral mutant is active. */
  isRewritten: string;
  /** Counts a hit of a site. */
  hit(site: number): string;
}

export function globalsOf(key: string): FileGlobals {
  const names = switchNames(key);
  const active = `${names.active}[0]`;
  return {
    active,
    is: (number) => `${active}===${number}`,
    isRewritten: `${active}===${everyNeutral}`,
    hit: (site) => `${names.hits}[${site}]++`,
  };
}

const { budget, refill } = stepNames();

/** Spends a step, as a statement and as the left side of a comma. */
export const step = {
  statement: `if(--${budget}[0]<0)${refill}();`,
  expression: `--${budget}[0]<0&&${refill}(),`,
};
