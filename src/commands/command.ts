import type { Argument, Command } from 'commander';
import type { ExitCode } from '../exit-codes.ts';
import { addOptions, givenOptions } from '../options/flags.ts';
import type { OptionInput } from '../options/resolve.ts';
import type { CommandName } from '../options/table.ts';
import type { Io } from './io.ts';

/** Receives the exit code. */
export type Finish = (exitCode: ExitCode) => void;

/** Adds a command to the program. */
export type AddCommand = (program: Command, io: Io, finish: Finish) => void;

interface Call {
  /** The options of the command line. */
  given: OptionInput;
  io: Io;
  program: Command;
}

interface CommandSpec<Arguments extends unknown[]> {
  name: CommandName | 'mcp' | 'completion';
  summary: string;
  description: string;
  arguments?: Argument[];
  /** Below the options in the help. */
  examples: string;
  /** Imports the command itself, so that no other command has to load it. */
  run(call: Call, ...values: Arguments): Promise<ExitCode>;
}

/** A command of the program. Its options are those of the table with its name. */
export function command<Arguments extends unknown[]>({
  name,
  summary,
  description,
  arguments: own = [],
  examples,
  run,
}: CommandSpec<Arguments>): AddCommand {
  return (program, io, finish) => {
    const added = program.command(name).summary(summary).description(description);
    for (const argument of own) added.addArgument(argument);
    added.addHelpText('after', examples);
    const hasOptions = name !== 'mcp' && name !== 'completion';
    if (hasOptions) addOptions(added, name);
    added.action(async (...values: unknown[]) => {
      const given = (hasOptions ? givenOptions(added, name) : {}) as OptionInput;
      finish(await run({ given, io, program }, ...(values.slice(0, own.length) as Arguments)));
    });
  };
}
