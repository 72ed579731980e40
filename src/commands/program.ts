import { Command } from 'commander';
import type { ExitCode } from '../exit-codes.ts';
import { toolVersion } from '../version.ts';
import type { Finish } from './command.ts';
import type { Io } from './io.ts';
import { auditCommands } from './program-audit.ts';
import { reviewCommands } from './program-review.ts';
import { toolCommands } from './program-tools.ts';

/**
 * Runs the command that the arguments name; without arguments, help.
 * @throws CommanderError for wrong arguments, and after help or version were printed
 */
export async function runProgram(args: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = createProgram(io, (code) => {
    exitCode = code;
  });
  await program.parseAsync(args.length === 0 ? ['--help'] : args, { from: 'user' });
  return exitCode;
}

/** The whole command line; `finish` receives the exit code. */
export function createProgram(io: Io, finish: Finish): Command {
  const program = new Command('realcov')
    .description('Checks whether your tests would notice if your code broke.')
    .version(toolVersion, '-V, --version', 'print the version')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out.write(text),
      // `src/cli.ts` prints errors, once.
      writeErr: () => {},
      getOutHelpWidth: () => io.out.columns ?? 100,
      getOutHasColors: () => io.out.colors,
    })
    .addHelpText('after', programExamples);
  for (const add of [...auditCommands, ...reviewCommands, ...toolCommands]) add(program, io, finish);
  return program;
}

const programExamples = `
Examples:
  $ realcov audit                    audit the project you are in
  $ realcov audit src/cart.ts        only the functions of one file
  $ realcov generate src/cart.ts     tests for breaks that no test notices
  $ realcov contract src/cart.ts     what its functions promise
  $ realcov show 3f9a                one break of the last audit, as a diff
  $ realcov explain 'adds up'        one test: the code it runs, the breaks it notices
  $ realcov reproduce 3f9a           the same break in plain Vitest or Jest, without realcov
  $ realcov retry 3f9a               do the tests notice it now?
  $ realcov compare old new          what changed from one report to another
  $ realcov report mutation.json     the report of another mutation tester, such as StrykerJS
  $ realcov init                     set it up in a project`;
