import type { FunctionVerdict } from '../../src/model/audit.ts';
import type { Paint } from '../paint.ts';

/** What every part of the terminal report is given beside the audit. */
export interface Context {
  paint: Paint;
  verbose: boolean;
  times: boolean;
  width: number;
  outFiles?: string[];
  asksNoMore?: boolean;
}

/** The colour that goes with a verdict everywhere. */
export function verdictColor(verdict: FunctionVerdict, { red, magenta, yellow, green }: Paint): Paint {
  return { 'pseudo-tested': red, untested: magenta, weak: yellow, tested: green }[verdict];
}

/** Columns that the labels of the totals take, the space behind them included. */
export const labelWidth = 'slow files'.length + 2;
