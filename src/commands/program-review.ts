import { Argument, type Command } from 'commander';
import type { ExitCode } from '../errors.ts';
import { addOptions, givenOptions } from '../options/flags.ts';
import type { OptionInput } from '../options/resolve.ts';
import type { Io } from './io.ts';

type Finish = (exitCode: ExitCode) => void;

/** Adds the commands for existing audits: compare, decide, history. */
export function addReviewCommands(program: Command, io: Io, finish: Finish): void {
  addCompare(program, io, finish);
  addReport(program, io, finish);
  addAccept(program, io, finish);
  addAccepted(program, io, finish);
  addHistory(program, io, finish);
  addCache(program, io, finish);
  addOpen(program, io, finish);
}

function addCompare(program: Command, io: Io, finish: Finish): void {
  const command = program
    .command('compare')
    .summary('compare two audits')
    .description('Compares two audits: breaks that tests no longer notice, verdicts, findings.')
    .argument('<old>', 'audit.json of the audit before, or its folder')
    .argument('<new>', 'audit.json of the audit after it, or its folder')
    .addHelpText('after', compareExamples);
  addOptions(command, 'compare').action(async (before: string, after: string) => {
    const { compareCommand } = await import('./compare.ts');
    finish(await compareCommand(before, after, givenOptions(command, 'compare') as OptionInput, io));
  });
}

function addReport(program: Command, io: Io, finish: Finish): void {
  const command = program
    .command('report')
    .summary('read the report of another mutation tester: StrykerJS, Stryker.NET, PIT, Infection')
    .description(
      'Shows real coverage and the verdicts of functions from the JSON report of another mutation tester. Runs nothing; what such a report does not tell is said. For JavaScript and TypeScript it finds the functions in the sources that the report has.',
    )
    .argument('<file>', 'the report, such as reports/mutation/mutation.json')
    .addHelpText('after', reportExamples);
  addOptions(command, 'report').action(async (file: string) => {
    const { reportCommand } = await import('./report.ts');
    finish(await reportCommand(file, givenOptions(command, 'report') as OptionInput, io));
  });
}

function addAccept(program: Command, io: Io, finish: Finish): void {
  const command = program
    .command('accept')
    .summary('accept a surviving break')
    .description(
      'Saves your decisions about breaks that no test notices in .realcov/accepted.json. Accepted breaks are not counted.',
    )
    .argument('<mutant-ids...>', 'ids of the breaks, or the beginnings of them')
    .addHelpText('after', acceptExamples);
  addOptions(command, 'accept').action(async (ids: string[]) => {
    const { acceptCommand } = await import('./accept.ts');
    finish(await acceptCommand(ids, givenOptions(command, 'accept') as OptionInput, io));
  });
}

function addAccepted(program: Command, io: Io, finish: Finish): void {
  const command = program
    .command('accepted')
    .summary('list accepted breaks, and those that no longer exist')
    .description('Lists the decisions about breaks that no test notices.')
    .addHelpText('after', acceptedExamples);
  addOptions(command, 'accepted').action(async () => {
    const { acceptedCommand } = await import('./accepted.ts');
    finish(await acceptedCommand(givenOptions(command, 'accepted') as OptionInput, io));
  });
}

function addHistory(program: Command, io: Io, finish: Finish): void {
  const command = program
    .command('history')
    .summary('show how the figures changed from audit to audit')
    .description(
      'Shows the last audits of the whole project, and how real coverage moved from one to the next.',
    )
    .addHelpText('after', historyExamples);
  addOptions(command, 'history').action(async () => {
    const { historyCommand } = await import('./history.ts');
    finish(await historyCommand(givenOptions(command, 'history') as OptionInput, io));
  });
}

function addCache(program: Command, io: Io, finish: Finish): void {
  const command = program
    .command('cache')
    .addArgument(new Argument('<action>', 'show how much is kept, or delete it').choices(['info', 'clear']))
    .summary('show or delete the results that --cache keeps')
    .description('Shows how much `audit --cache` has kept for later audits, or deletes it.')
    .addHelpText('after', cacheExamples);
  addOptions(command, 'cache').action(async (action: 'info' | 'clear') => {
    const { cacheCommand } = await import('./cache.ts');
    finish(await cacheCommand(action, givenOptions(command, 'cache') as OptionInput, io));
  });
}

function addOpen(program: Command, io: Io, finish: Finish): void {
  const command = program
    .command('open')
    .summary('serve the report on this machine, and save decisions made in it')
    .description(
      'Serves the report of the last audit on 127.0.0.1, prints its address and opens it in a browser where there is one. What is decided in it is kept in .realcov/accepted.json, and audits that run meanwhile are shown.',
    )
    .addHelpText('after', openExamples);
  addOptions(command, 'open').action(async () => {
    const { openCommand } = await import('./open.ts');
    finish(await openCommand(givenOptions(command, 'open') as OptionInput, io));
  });
}

const compareExamples = `
Examples:
  $ realcov compare main/audit.json reports/realcov
  $ realcov compare main/audit.json reports/realcov --json`;

const reportExamples = `
Examples:
  $ realcov report reports/mutation/mutation.json
  $ realcov report mutation.json --out-dir out --reporters terminal,html
  $ realcov report mutation.json --min-real-coverage 80 --fail-on pseudo-tested

Exit codes: 0 passed, 1 the gate failed, 2 usage or a report that cannot be read, 4 incomplete.`;

const acceptExamples = `
Examples:
  $ realcov accept 3f9a --reason 'the cache only makes it faster'
  $ realcov accept 3f9a 77b0 --kind not-worth-a-test --reason 'a log line'
  $ realcov accept 3f9a --kind needs-a-test --reason 'in the next sprint'
  $ realcov accept --remove 3f9a`;

const acceptedExamples = `
Examples:
  $ realcov accepted
  $ realcov accepted --check         in CI, after an audit

Exit codes: 0 all fit, 1 with --check: some are stale, 2 usage or configuration.`;

const historyExamples = `
Examples:
  $ realcov history
  $ realcov history --json           all that was kept, not the last 20 alone`;

const cacheExamples = `
Examples:
  $ realcov cache info
  $ realcov cache clear
  $ realcov cache info --cache-dir /var/cache/realcov`;

const openExamples = `
Examples:
  $ realcov open
  $ realcov open --port 4100         such as for a forwarded port
  $ realcov open --no-browser        print the address only

The printed address is a one-time URL: it lets one browser in. Nothing is reachable from other machines. Where there is
no audit yet, the page waits for one. Ctrl-C ends it.`;
