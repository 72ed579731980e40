import { Argument, type Command } from 'commander';
import type { ExitCode } from '../errors.ts';
import { addOptions, givenOptions } from '../options/flags.ts';
import type { OptionInput } from '../options/resolve.ts';
import type { Shell } from './completion.ts';
import type { Io } from './io.ts';

type Finish = (exitCode: ExitCode) => void;

/** Adds the commands that connect realcov to a project, a coding agent or a shell. */
export function addToolCommands(program: Command, io: Io, finish: Finish): void {
  addInit(program, io, finish);
  addMcp(program, io, finish);
  addCompletion(program, io, finish);
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

function addMcp(program: Command, io: Io, finish: Finish): void {
  program
    .command('mcp')
    .summary('serve realcov to a coding agent')
    .description(
      'Serves tools to a coding agent over stdin and stdout (Model Context Protocol): audit a change, list what no test notices, show it, run it again, reproduce it, explain a test.',
    )
    .argument(
      '[folder]',
      'the only folder that it may work in (default: what the agent says, else the working directory)',
    )
    .addHelpText('after', mcpExamples)
    .action(async (folder: string | undefined) => {
      const { mcpCommand } = await import('./mcp.ts');
      finish(await mcpCommand(folder, io));
    });
}

function addCompletion(program: Command, io: Io, finish: Finish): void {
  program
    .command('completion')
    .summary('print a script that completes realcov in your shell')
    .description('Prints a script with which your shell completes commands, options and their values.')
    .addArgument(new Argument('<shell>', 'the shell').choices(shells))
    .addHelpText('after', completionExamples)
    .action(async (shell: Shell) => {
      const { completionCommand } = await import('./completion.ts');
      finish(await completionCommand(shell, program, io));
    });
}

const shells: readonly Shell[] = ['bash', 'zsh', 'fish'];

const completionExamples = `
Examples:
  source <(realcov completion bash)    in ~/.bashrc
  source <(realcov completion zsh)     in ~/.zshrc, below compinit
  realcov completion fish | source     in ~/.config/fish/config.fish`;

const mcpExamples = `
In the settings of an agent:
  { "mcpServers": { "realcov": { "command": "npx", "args": ["realcov", "mcp"] } } }`;

const initExamples = `
Examples:
  $ realcov init                     show what it would write, and ask
  $ realcov init --yes               write it
  $ realcov init --ci gitlab         for GitLab, whatever the repository says`;
