import { Chalk, type ChalkInstance } from 'chalk';

/** Colours for terminals. Whoever calls says whether there are any. */
export type Paint = ChalkInstance;

/** The sixteen basic colours, which follow the reader's own theme, or none. */
export function paint(colors: boolean): Paint {
  return new Chalk({ level: colors ? 1 : 0 });
}
