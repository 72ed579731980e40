import { type Command, Option } from 'commander';
import { readValue } from './read.ts';
import { type CommandName, flagName, type OptionName, type OptionSpec, optionsOf } from './table.ts';

/** Gives a command its options from the table. */
export function addOptions(command: Command, name: CommandName): Command {
  for (const [, spec] of optionsOf(name)) for (const flag of toFlags(spec, name)) command.addOption(flag);
  return command;
}

/** The options that were given on the command line, and only those. */
export function givenOptions(command: Command, name: CommandName): Partial<Record<OptionName, unknown>> {
  return Object.fromEntries(
    optionsOf(name)
      .filter(([option]) => command.getOptionValueSource(option) === 'cli')
      .map(([option, spec]) => [option, readValue(spec, command.getOptionValue(option), flagName(spec))]),
  );
}

function toFlags(spec: OptionSpec, command: CommandName): Option[] {
  const flag = new Option(spec.flag, helpText(spec, command));
  if (spec.kind === 'list') {
    flag.argParser((text: string, before: string[] | undefined) => [...(before ?? []), ...splitList(text)]);
  }
  if (spec.kind === 'number') flag.argParser(toNumber);
  if (spec.bare !== undefined) flag.preset(spec.bare);
  return spec.negation === undefined ? [flag] : [flag, new Option(spec.negation).hideHelp()];
}

/** What the help of a command says of an option. */
export function helpText(spec: OptionSpec, command: CommandName): string {
  const own = { ...spec, ...spec.on?.[command] };
  const shown = defaultText(own);
  return shown === undefined ? own.help : `${own.help} (default: ${shown})`;
}

/** What `--help` and the docs say the default is, undefined if there is nothing to say. */
export function defaultText(spec: OptionSpec): string | undefined {
  if (spec.defaultText !== undefined) return spec.defaultText;
  if (spec.default === undefined || spec.kind === 'switch') return undefined;
  const text = [spec.default].flat().join(',');
  return text === '' ? undefined : text;
}

/** Splits at commas, but not inside the braces of a glob. */
export function splitList(text: string): string[] {
  return text
    .split(/,(?![^{]*\})/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** A text that is no number stays as it is, for the schema to judge. */
function toNumber(text: string): number | string {
  const number = Number(text);
  return text.trim() === '' || Number.isNaN(number) ? text : number;
}
