import { Argument } from 'commander';
import { type AddCommand, command } from './command.ts';

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

const compare = command({
  name: 'compare',
  summary: 'compare two audits',
  description: 'Compares two audits: breaks that tests no longer notice, verdicts, findings.',
  arguments: [
    new Argument('<old>', 'audit.json of the audit before, or its folder'),
    new Argument('<new>', 'audit.json of the audit after it, or its folder'),
  ],
  examples: compareExamples,
  run: async ({ given, io }, before: string, after: string) => {
    const { compareCommand } = await import('./compare.ts');
    return compareCommand(before, after, given, io);
  },
});

const report = command({
  name: 'report',
  summary: 'read the report of another mutation tester: StrykerJS, Stryker.NET, PIT, Infection',
  description:
    'Shows real coverage and the verdicts of functions from the JSON report of another mutation tester. Runs nothing; what such a report does not tell is said. For JavaScript and TypeScript it finds the functions in the sources that the report has.',
  arguments: [new Argument('<file>', 'the report, such as reports/mutation/mutation.json')],
  examples: reportExamples,
  run: async ({ given, io }, file: string) => {
    const { reportCommand } = await import('./report.ts');
    return reportCommand(file, given, io);
  },
});

const accept = command({
  name: 'accept',
  summary: 'accept a surviving break',
  description:
    'Saves your decisions about breaks that no test notices in .realcov/accepted.json. Accepted breaks are not counted.',
  arguments: [new Argument('<mutant-ids...>', 'ids of the breaks, or the beginnings of them')],
  examples: acceptExamples,
  run: async ({ given, io }, ids: string[]) => {
    const { acceptCommand } = await import('./accept.ts');
    return acceptCommand(ids, given, io);
  },
});

const accepted = command({
  name: 'accepted',
  summary: 'list accepted breaks, and those that no longer exist',
  description: 'Lists the decisions about breaks that no test notices.',
  examples: acceptedExamples,
  run: async ({ given, io }) => {
    const { acceptedCommand } = await import('./accepted.ts');
    return acceptedCommand(given, io);
  },
});

const history = command({
  name: 'history',
  summary: 'show how the figures changed from audit to audit',
  description:
    'Shows the last audits of the whole project, and how real coverage moved from one to the next.',
  examples: historyExamples,
  run: async ({ given, io }) => {
    const { historyCommand } = await import('./history.ts');
    return historyCommand(given, io);
  },
});

const cache = command({
  name: 'cache',
  summary: 'show or delete the results that --cache keeps',
  description: 'Shows how much `audit --cache` has kept for later audits, or deletes it.',
  arguments: [new Argument('<action>', 'show how much is kept, or delete it').choices(['info', 'clear'])],
  examples: cacheExamples,
  run: async ({ given, io }, action: 'info' | 'clear') => {
    const { cacheCommand } = await import('./cache.ts');
    return cacheCommand(action, given, io);
  },
});

const open = command({
  name: 'open',
  summary: 'serve the report on this machine, and save decisions made in it',
  description:
    'Serves the report of the last audit on 127.0.0.1, prints its address and opens it in a browser where there is one. What is decided in it is kept in .realcov/accepted.json, and audits that run meanwhile are shown.',
  examples: openExamples,
  run: async ({ given, io }) => {
    const { openCommand } = await import('./open.ts');
    return openCommand(given, io);
  },
});

/** The commands for existing audits: compare, decide, history. */
export const reviewCommands: AddCommand[] = [compare, report, accept, accepted, history, cache, open];
