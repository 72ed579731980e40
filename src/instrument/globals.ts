import { everyNeutral } from '../model/instrumented.ts';

/** How an instrumented text writes its globals; see `InstrumentedFile`. */
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
  const active = `__rcs_${key}[0]`;
  return {
    active,
    is: (number) => `${active}===${number}`,
    isRewritten: `${active}===${everyNeutral}`,
    hit: (site) => `__rch_${key}[${site}]++`,
  };
}

/** Spends a step, as a statement and as the left side of a comma. */
export const step = { statement: 'if(--__rcb[0]<0)__rct();', expression: '--__rcb[0]<0&&__rct(),' };
