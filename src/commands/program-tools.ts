import type { Command } from 'commander';
import type { ExitCode } from '../errors.ts';
import { addOptions, givenOptions } from '../options/flags.ts';
import type { OptionInput } from '../options/resolve.ts';
import type { Io } from './io.ts';

type Finish = (exitCode: ExitCode) => void;

/** Adds what brings realcov to where people work: a project, a coding agent, a shell. */
export function addToolCommands(program: Command, io: Io, finish: Finish): void {
  addInit(program, io, finish);
}

function addInit(program: Command, io: Io, finish: Finish): void {
  const command = program
    .command('init')
    .summary('set realcov up in a project')
    .description(
      'Looks at the project and says which files setting realcov up takes: a script in package.json, lines in .gitignore, a workflow for CI. Writes them if you agree. Nothing that is there is overwritten.',
    )
    .addHelpText('after', initExamples);
  addOptions(command, 'init').action(async () => {
    const { initCommand } = await import('./init.ts');
    finish(await initCommand(givenOptions(command, 'init') as OptionInput, io));
  });
}

const initExamples = `
Examples:
  $ realcov init                     show what it would write, and ask
  $ realcov init --yes               write it
  $ realcov init --ci gitlab         for GitLab, whatever the repository says`;
