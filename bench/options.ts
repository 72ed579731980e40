import { parseArgs } from 'node:util';

/** What to measure, as asked for on the command line. */
export interface BenchOptions {
  /** Folder of the project; zod's own source and suite if not given. */
  project: string | undefined;
  /** What to break, relative to the project. */
  paths: string[];
  /** Globs of the only test files to run, and of those to leave out. */
  tests: string[];
  excludeTests: string[];
  concurrency: number;
  /** Most differing verdicts to look up with plain Vitest. */
  maxTruths: number;
  /** Where the result goes as JSON. */
  out: string | undefined;
  /** How many breaks `differential` makes by hand, and which. */
  sample: number;
  /** In how many orders `generate` runs the tests. */
  runs: number;
  /** The file of the change to audit, and of the one after which a cache is used. */
  change: string | undefined;
  cache: string | undefined;
  seed: number;
  /** More settings of StrykerJS. */
  stryker: object;
  mode: Mode;
}

/**
 * `compare`: realcov beside StrykerJS; the others are of realcov alone. `all`: the whole of zod's `src/v4/core`;
 * `change`: an audit of a change, given as a patch; `cache`: audits with a cache, before and after a patch; `start-up`: the time to the first test; `html`: the HTML report in a browser; `proof` and `findings`: what they cost; `generate`: how far
 * generated tests go; `differential`: verdicts beside breaks by hand.
 */
export type Mode =
  | 'compare'
  | 'all'
  | 'change'
  | 'cache'
  | 'start-up'
  | 'html'
  | 'proof'
  | 'findings'
  | 'generate'
  | 'differential';

export const usage = `Usage: npm run bench [-- <project folder> [paths...] [options]]

Measures realcov and StrykerJS side by side on the same mutants. Without a folder: on a part of zod.

  --tests <globs>          run only these test files, comma separated
  --exclude-tests <globs>  leave these test files out
  --concurrency <n>        test processes of each tool (default 2)
  --max-truths <n>         most differing verdicts to look up with the plain suite (default 100)
  --stryker <JSON>         more settings of StrykerJS
  --out <file>             where to write the result as JSON
  --all                    all of zod's src/v4/core, with realcov alone
  --change <patch>         the audit of a change, given as a patch, and the related tests, in turn
  --cache <patch>          audits with a cache, with nothing changed and after a patch, and plain Vitest, in turn
  --start-up               only the time to the first running test, on the examples
  --html                   size of the HTML report, and how long a reader waits, in a browser
  --proof                  audits with proof and without, in turn: what the proofs cost
  --findings               the same for findings about tests
  --generate               without the test files of --exclude-tests: how much of it generated tests make good
  --runs <n>               in how many orders --generate runs its tests (default 100)
  --differential <n>       an audit, and n of its breaks made by hand: whether the verdicts are right
  --seed <n>               which breaks --differential picks (default 1)`;

/** Something about the arguments, to be printed without a stack. */
export class UsageError extends Error {}

/** @throws UsageError for an unknown option, or a value that does not fit */
export function parseOptions(args: string[]): BenchOptions {
  const { values, positionals } = parsed(args);
  const [project, ...paths] = positionals;
  return {
    project,
    paths,
    tests: list(values.tests),
    excludeTests: list(values['exclude-tests']),
    concurrency: count('--concurrency', values.concurrency, 1),
    maxTruths: count('--max-truths', values['max-truths'], 0),
    out: values.out,
    sample: count('--differential', values.differential ?? '0', 0),
    runs: count('--runs', values.runs, 0),
    change: values.change,
    cache: values.cache,
    seed: count('--seed', values.seed, 0),
    stryker: JSON.parse(values.stryker) as object,
    mode: modeOf(values),
  };
}

function modeOf(values: ReturnType<typeof parsed>['values']): Mode {
  if (values.differential !== undefined) return 'differential';
  if (values.change !== undefined) return 'change';
  if (values.cache !== undefined) return 'cache';
  return (
    (['all', 'start-up', 'html', 'proof', 'findings', 'generate'] as const).find((mode) => values[mode]) ??
    'compare'
  );
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        tests: { type: 'string', default: '' },
        'exclude-tests': { type: 'string', default: '' },
        concurrency: { type: 'string', default: '2' },
        'max-truths': { type: 'string', default: '100' },
        out: { type: 'string' },
        all: { type: 'boolean', default: false },
        'start-up': { type: 'boolean', default: false },
        html: { type: 'boolean', default: false },
        proof: { type: 'boolean', default: false },
        findings: { type: 'boolean', default: false },
        generate: { type: 'boolean', default: false },
        runs: { type: 'string', default: '100' },
        differential: { type: 'string' },
        change: { type: 'string' },
        cache: { type: 'string' },
        stryker: { type: 'string', default: '{}' },
        seed: { type: 'string', default: '1' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Split at commas outside of braces. */
function list(text: string): string[] {
  const items = text.match(/(?:\{[^}]*\}|[^,{])+/g) ?? [];
  return items.map((item) => item.trim()).filter((item) => item !== '');
}

function count(flag: string, text: string, least: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least) return number;
  throw new UsageError(`${flag} expects a whole number from ${least}, not ${text}`);
}
