/** What a shell is told of the commands: made from the program and the option table, whichever the shell. */
import type { Command } from 'commander';
import { helpText } from '../options/flags.ts';
import { type CommandName, commandNames } from '../options/spec.ts';
import { flagName, type OptionName, type OptionSpec, optionsOf } from '../options/table.ts';

/** What may stand behind an option, or in place of an argument. */
export type Value =
  | { kind: 'files' | 'folders' | 'refs' | 'text' }
  /** Of a list, several with commas between them. */
  | { kind: 'words' | 'list'; words: readonly string[] };

export interface CompletedOption {
  /** `--out-dir`. */
  flag: string;
  /** A few words. */
  help: string;
  /** Absent for a switch. */
  value?: Value;
  /** The value may be left out. */
  isOptional?: true;
}

export interface CompletedCommand {
  name: string;
  summary: string;
  options: CompletedOption[];
  /** Absent if it takes none. */
  argument?: Value;
}

/** @param mutators the names of all mutators */
export function completedCommands(program: Command, mutators: readonly string[]): CompletedCommand[] {
  return program.commands.map((command) => {
    const name = command.name();
    const [argument] = command.registeredArguments;
    return {
      name,
      summary: command.summary(),
      options: [
        ...(isOptioned(name)
          ? optionsOf(name).flatMap((entry) => completedOptions(entry, name, mutators))
          : []),
        { flag: '--help', help: 'print the help of the command' },
      ],
      ...(argument && { argument: argumentValue(argument.name(), argument.argChoices) }),
    };
  });
}

function isOptioned(name: string): name is CommandName {
  return (commandNames as readonly string[]).includes(name);
}

function completedOptions(
  [name, spec]: [OptionName, OptionSpec],
  command: CommandName,
  mutators: readonly string[],
): CompletedOption[] {
  const help = brief(helpText(spec, command));
  const value = spec.kind === 'switch' ? undefined : optionValue(name, spec, mutators);
  return [
    {
      flag: flagName(spec),
      help,
      ...(value && { value }),
      ...(spec.bare !== undefined && { isOptional: true as const }),
    },
    ...(spec.negation === undefined ? [] : [{ flag: spec.negation, help: `not ${spec.flag}` }]),
  ];
}

function optionValue(name: OptionName, spec: OptionSpec, mutators: readonly string[]): Value {
  const kind = spec.kind === 'list' ? 'list' : 'words';
  if (spec.choices) return { kind, words: spec.choices.values };
  if (name === 'mutators' || name === 'excludeMutators') return { kind, words: mutators };
  return { kind: kindOf(spec.flag.slice(flagName(spec).length)) };
}

function argumentValue(name: string, choices: readonly string[] | undefined): Value {
  return choices === undefined ? { kind: kindOf(name) } : { kind: 'words', words: choices };
}

/** By what stands for the value: `<folder>`, `<file or text>`, `paths`. */
function kindOf(placeholder: string): Exclude<Value['kind'], 'words' | 'list'> {
  if (/\b(folder|dir)\b/.test(placeholder)) return 'folders';
  if (/\bref\b/.test(placeholder)) return 'refs';
  return /\b(files?|globs|paths|targets|old|new)\b/.test(placeholder) ? 'files' : 'text';
}

const longest = 72;

/** The first words of a help text, up to where the details begin. */
function brief(help: string): string {
  const [first = ''] = help.replace(/ \([^)]*\)/g, '').split(';');
  return first.length <= longest ? first : `${first.slice(0, longest - 1).replace(/\s\S*$/, '')}…`;
}
