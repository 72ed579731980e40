import type { Command } from 'commander';
import type { ExitCode } from '../errors.ts';
import { addOptions, givenOptions } from '../options/flags.ts';
import type { OptionInput } from '../options/resolve.ts';
import type { Io } from './io.ts';

type Finish = (exitCode: ExitCode) => void;

/** Adds what is done with audits that are there already: comparing, deciding, looking back. */
export function addReviewCommands(program: Command, io: Io, finish: Finish): void {
  addCompare(program, io, finish);
}

function addCompare(program: Command, io: Io, finish: Finish): void {
  const command = program
    .command('compare')
    .summary('tell what changed from one audit to another')
    .description(
      'Tells what changed from one audit to another: breaks that tests no longer notice, verdicts, findings.',
    )
    .argument('<old>', 'audit.json of the audit before, or its folder')
    .argument('<new>', 'audit.json of the audit after it, or its folder')
    .addHelpText('after', compareExamples);
  addOptions(command, 'compare').action(async (before: string, after: string) => {
    const { compareCommand } = await import('./compare.ts');
    finish(await compareCommand(before, after, givenOptions(command, 'compare') as OptionInput, io));
  });
}

const compareExamples = `
Examples:
  $ realcov compare main/audit.json reports/realcov
  $ realcov compare main/audit.json reports/realcov --json`;
