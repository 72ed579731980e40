import { z } from 'zod';

/** The commands that take options. */
export const commandNames = [
  'audit',
  'generate',
  'contract',
  'show',
  'explain',
  'reproduce',
  'retry',
  'compare',
  'report',
  'accept',
  'accepted',
  'history',
  'cache',
  'open',
  'init',
] as const;

export type CommandName = (typeof commandNames)[number];

/** One option: its flag, its key under `realcov` in the configuration file, its help and docs come from here. */
export interface OptionSpec<Value = unknown> {
  flag: string;
  /** The flag that says no, for a switch that the configuration file may have turned on. */
  negation?: string;
  /** How the text of the flag is read: lists are split at commas, a switch takes no value. */
  kind: 'list' | 'text' | 'number' | 'switch';
  /** Reads the value as the configuration file may give it. */
  schema: z.ZodType<Value>;
  /** Completes "expects …" when the value does not fit. */
  expects: string;
  /** The only values there are, and what one of them is called. */
  choices?: { noun: string; values: readonly string[] };
  default: Value;
  /** Says what the default is where the value itself does not. */
  defaultText?: string;
  help: string;
  /** What a command says of it in its own help, where that is not true of the others. */
  on?: Partial<Record<CommandName, { help: string; defaultText?: string }>>;
  commands: readonly CommandName[];
  /** What the flag stands for where no value follows it: its value is optional then. */
  bare?: Value;
  /** Makes sense for one run only, so it has no key in the configuration file. */
  flagOnly?: true;
  /** What of an audit it shapes, so that the audit keeps it; absent if it is only where the result goes or how it looks. */
  shapes?: Shapes;
}

/**
 * `scope`: it leaves a part of the project, or some of the breaks, out. `figures`: it decides which breaks there are or which of
 * them count. `evidence`: it decides how breaks are run, so that an interrupted audit with another value is not gone on with. `gate`: it
 * is a limit that the result may fail. `result`: it shapes the result in another way, and is kept where it is not the default.
 */
export type Shapes = 'scope' | 'figures' | 'evidence' | 'gate' | 'result';

export type FlagOnly = { flagOnly: true };

export function option<Value>(spec: OptionSpec<Value> & FlagOnly): OptionSpec<Value> & FlagOnly;
export function option<Value>(spec: OptionSpec<Value>): OptionSpec<Value>;
export function option<Value>(spec: OptionSpec<Value>): OptionSpec<Value> {
  return spec;
}

export const texts = z.array(z.string().min(1));
export const optionalText = z.string().min(1).optional();
