import { Argument } from 'commander';
import { type AddCommand, command } from './command.ts';
import type { Shell } from './completion.ts';

const initExamples = `
Examples:
  $ realcov init                     show what it would write, and ask
  $ realcov init --yes               write it
  $ realcov init --ci gitlab         for GitLab, whatever the repository says`;

const mcpExamples = `
In the settings of an agent:
  { "mcpServers": { "realcov": { "command": "npx", "args": ["realcov", "mcp"] } } }`;

const completionExamples = `
Examples:
  source <(realcov completion bash)    in ~/.bashrc
  source <(realcov completion zsh)     in ~/.zshrc, below compinit
  realcov completion fish | source     in ~/.config/fish/config.fish`;

const shells: readonly Shell[] = ['bash', 'zsh', 'fish'];

const init = command({
  name: 'init',
  summary: 'set realcov up in a project',
  description:
    'Looks at the project and says which files setting realcov up takes: a script in package.json, lines in .gitignore, a workflow for CI. Writes them if you agree. Nothing that is there is overwritten.',
  examples: initExamples,
  run: async ({ given, io }) => {
    const { initCommand } = await import('./init.ts');
    return initCommand(given, io);
  },
});

const mcp = command({
  name: 'mcp',
  summary: 'serve realcov to a coding agent',
  description:
    'Serves tools to a coding agent over stdin and stdout (Model Context Protocol): audit a change, list what no test notices, show it, run it again, reproduce it, explain a test.',
  arguments: [
    new Argument(
      '[folder]',
      'the only folder that it may work in (default: what the agent says, else the working directory)',
    ),
  ],
  examples: mcpExamples,
  run: async ({ io }, folder: string | undefined) => {
    const { mcpCommand } = await import('./mcp.ts');
    return mcpCommand(folder, io);
  },
});

const completion = command({
  name: 'completion',
  summary: 'print a script that completes realcov in your shell',
  description: 'Prints a script with which your shell completes commands, options and their values.',
  arguments: [new Argument('<shell>', 'the shell').choices(shells)],
  examples: completionExamples,
  run: async ({ io, program }, shell: Shell) => {
    const { completionCommand } = await import('./completion.ts');
    return completionCommand(shell, program, io);
  },
});

/** The commands that connect realcov to a project, a coding agent or a shell. */
export const toolCommands: AddCommand[] = [init, mcp, completion];
