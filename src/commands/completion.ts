import type { Command } from 'commander';
import { bashScript } from '../completion/bash.ts';
import { fishScript } from '../completion/fish.ts';
import { completedCommands } from '../completion/words.ts';
import { zshScript } from '../completion/zsh.ts';
import { type ExitCode, exitCodes } from '../errors.ts';
import { mutatorNames } from '../options/mutator-names.ts';
import type { Io } from './io.ts';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript };

export type Shell = keyof typeof scripts;

/** `realcov completion <shell>`: prints a script that completes realcov's own command line in a shell. */
export async function completionCommand(shell: Shell, program: Command, io: Io): Promise<ExitCode> {
  io.out.write(scripts[shell](completedCommands(program, await mutatorNames())));
  return exitCodes.passed;
}
