import { z } from 'zod';

/** The commands that take options. */
export const commandNames = [
  'audit',
  'generate',
  'contract',
  'show',
  'explain',
  'reproduce',
  'compare',
  'accept',
  'accepted',
  'history',
  'open',
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
  /** Makes sense for one run only, so it has no key in the configuration file. */
  flagOnly?: true;
}

export const option = <Value>(spec: OptionSpec<Value>): OptionSpec<Value> => spec;
export const texts = z.array(z.string().min(1));
export const optionalText = z.string().min(1).optional();
