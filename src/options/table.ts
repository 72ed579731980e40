import { z } from 'zod';
import {
  type ReporterName,
  reporterHelp,
  reporterNames,
  usualReporters,
} from '../../reports/reporters/index.ts';
import { cacheTable } from './cache-table.ts';
import { changeTable } from './change-table.ts';
import { defaultConcurrency, shareOfCores } from './concurrency.ts';
import { gateTable } from './gate-table.ts';
import { generateTable } from './generate-table.ts';
import { initTable } from './init-table.ts';
import { reviewTable } from './review-table.ts';
import {
  type CommandName,
  commandNames,
  type FlagOnly,
  type OptionSpec,
  option,
  optionalText,
  texts,
} from './spec.ts';

export type { CommandName, OptionSpec } from './spec.ts';

const percentOfCores = z
  .string()
  .regex(/^(100|[1-9]?\d)%$/)
  .transform((percentage) => shareOfCores(percentage));

/** Of a page, without what stands behind its `#`. */
const pageAddress = z.url({ protocol: /^https?$/ }).transform((address) => {
  const url = new URL(address);
  url.hash = '';
  return url.href;
});

/** Every option of every command, in the order of `--help`. */
export const optionTable = {
  tests: option<string[]>({
    flag: '--tests <globs>',
    kind: 'list',
    schema: texts,
    expects: 'globs of test files',
    default: [],
    defaultText: 'every test file',
    help: 'run only these test files, as if the project had no others',
    commands: ['audit'],
    shapes: 'scope',
  }),
  function: option<string | undefined>({
    flag: '--function <name>',
    kind: 'text',
    schema: optionalText,
    expects: 'the name of a function, such as total or Cart.total',
    default: undefined,
    help: 'break only the functions of this name',
    on: { generate: { help: 'write tests only for the functions of this name' } },
    commands: ['audit', 'generate'],
    shapes: 'scope',
  }),
  ...changeTable,
  mutators: option<string[]>({
    flag: '--mutators <names>',
    kind: 'list',
    schema: texts,
    expects: 'names of mutators',
    default: [],
    defaultText: 'all of them',
    help: 'break the code with only these mutators',
    commands: ['audit'],
    shapes: 'scope',
  }),
  excludeMutators: option<string[]>({
    flag: '--exclude-mutators <names>',
    kind: 'list',
    schema: texts,
    expects: 'names of mutators',
    default: [],
    help: 'do not use these mutators',
    commands: ['audit'],
    shapes: 'figures',
  }),
  killers: option<'first' | 'all'>({
    flag: '--killers <first|all>',
    kind: 'text',
    schema: z.enum(['first', 'all']),
    expects: 'first or all',
    choices: { noun: 'choice of killers', values: ['first', 'all'] },
    default: 'first',
    help: 'first: stop at the first test that notices a break (at ten tests for a whole-function break); all: find every test that notices each break',
    commands: ['audit'],
    shapes: 'evidence',
  }),
  concurrency: option<number>({
    flag: '--concurrency <n>',
    kind: 'number',
    schema: z.union([z.int().min(1), percentOfCores]),
    expects: 'a whole number from 1, or a share of the cores such as "50%"',
    default: defaultConcurrency(),
    defaultText: 'all cores but one; with up to four cores, all of them',
    help: 'how many test processes run at once',
    commands: ['audit', 'generate', 'retry'],
  }),
  memoryLimit: option<number | undefined>({
    flag: '--memory-limit <MB>',
    kind: 'number',
    schema: z.int().min(256).optional(),
    expects: 'a size in MB from 256',
    default: undefined,
    defaultText: 'half of the memory, divided among the test processes; at most 4,096 each',
    help: 'how much memory a test process may use; a break that uses more does not affect the others',
    commands: ['audit', 'generate', 'retry'],
  }),
  inPlace: option<boolean>({
    flag: '--in-place',
    negation: '--no-in-place',
    kind: 'switch',
    schema: z.boolean(),
    expects: 'true or false',
    default: false,
    help: 'run tests on the project itself instead of a temporary copy (Linux); other programs that they start are then checked only by their arguments',
    commands: ['audit', 'generate', 'reproduce', 'retry'],
  }),
  leaveOutRed: option<boolean>({
    flag: '--leave-out-red',
    negation: '--no-leave-out-red',
    kind: 'switch',
    schema: z.boolean(),
    expects: 'true or false',
    default: false,
    help: 'continue without tests that fail, and files that do not load, without any break; a break that they reach is unproven unless another test notices it',
    commands: ['audit', 'retry'],
    shapes: 'result',
  }),
  timeoutFactor: option<number>({
    flag: '--timeout-factor <n>',
    kind: 'number',
    schema: z.number().min(1),
    expects: 'a number from 1',
    default: 10,
    help: 'with a break, a test may take this many times the steps and the time of its clean run',
    commands: ['audit', 'generate', 'retry'],
    shapes: 'evidence',
  }),
  checkTypes: option<boolean>({
    flag: '--check-types',
    negation: '--no-check-types',
    kind: 'switch',
    schema: z.boolean(),
    expects: 'true or false',
    default: false,
    help: 'list survivors that do not compile separately, as caught by types, and do not count them',
    commands: ['audit'],
    shapes: 'figures',
  }),
  ...gateTable,
  leads: option<boolean>({
    flag: '--leads',
    kind: 'switch',
    schema: z.boolean(),
    expects: 'true or false',
    default: false,
    help: 'also name tests whose text looks like theater, although the audit found no evidence for it',
    commands: ['audit'],
  }),
  ...generateTable,
  ...reviewTable,
  ...initTable,
  maxFileSize: option<number>({
    flag: '--max-file-size <kB>',
    kind: 'number',
    schema: z.number().min(1),
    expects: 'a size in kB from 1',
    default: 500,
    help: 'skip source files larger than this, with a notice',
    commands: ['audit'],
  }),
  verify: option<number>({
    flag: '--verify <n>',
    kind: 'number',
    schema: z.int().min(0),
    expects: 'a whole number from 0',
    default: 0,
    help: 'after the audit, make n surviving and n noticed breaks in a copy of the source and run the plain test runner on them; exit code 4 if it disagrees',
    commands: ['audit'],
  }),
  seed: option<number | undefined>({
    flag: '--seed <n>',
    kind: 'number',
    schema: z
      .int()
      .min(0)
      .max(2 ** 32 - 1)
      .optional(),
    expects: 'a whole number from 0',
    default: undefined,
    defaultText: 'a new one for each --verify (it is printed); 1 for generate',
    help: 'which breaks --verify picks, and which inputs generate tries',
    on: {
      audit: { help: 'which breaks --verify picks', defaultText: 'a new one each time; it is printed' },
      generate: { help: 'which inputs are tried', defaultText: '1' },
    },
    commands: ['audit', 'generate'],
  }),
  ...cacheTable,
  resume: option<boolean>({
    flag: '--resume',
    negation: '--no-resume',
    kind: 'switch',
    schema: z.boolean(),
    expects: 'true or false',
    default: true,
    defaultText:
      'yes, but for an audit with a gate in CI only if the option is given; --no-resume starts from the beginning',
    help: 'continue an interrupted audit of the same files and options, if you ran it on this machine',
    commands: ['audit'],
  }),
  list: option<boolean>({
    flag: '--list',
    kind: 'switch',
    schema: z.boolean(),
    expects: 'true or false',
    default: false,
    help: 'list the breaks and run no test; a configuration file or a plugin that is code does run, because it decides which breaks there are',
    commands: ['audit'],
    flagOnly: true,
  }),
  reporters: option<ReporterName[]>({
    flag: '--reporters <names>',
    kind: 'list',
    schema: z.array(z.enum(reporterNames)),
    expects: 'names of reporters',
    choices: { noun: 'reporter', values: reporterNames },
    default: usualReporters,
    defaultText: `${usualReporters.join(',')}; in a job of GitHub Actions also github, in one of GitLab also gitlab`,
    help: reporterHelp,
    commands: ['audit', 'report'],
  }),
  outDir: option<string>({
    flag: '--out-dir <folder>',
    kind: 'text',
    schema: z.string().min(1),
    expects: 'a folder',
    default: 'reports/realcov',
    help: 'the folder of the report files; a folder outside of the project must be given on the command line',
    on: {
      audit: {
        help: 'the folder of the report files; a folder outside of the project must be given on the command line; the files for a part of the project are in part/ below it',
      },
      report: {
        help: "the folder of the report files; where it has an audit of realcov's own, the files are in imported/ below it",
      },
    },
    commands: ['audit', 'report', 'show', 'explain', 'reproduce', 'accept', 'accepted', 'open', 'retry'],
  }),
  reportUrl: option<string | undefined>({
    flag: '--report-url <address>',
    kind: 'text',
    schema: pageAddress.optional(),
    expects: 'an address that begins with https:// or http://',
    default: undefined,
    help: 'where index.html is published, such as the pages of a CI job: links in summary.md and on the terminal lead there',
    on: {
      show: { help: 'where index.html is published: the printed link leads there' },
      explain: { help: 'where index.html is published: the printed link leads there' },
      generate: { help: 'where index.html is published: links in summary.md lead there' },
    },
    commands: ['audit', 'generate', 'report', 'show', 'explain'],
  }),
  json: option<boolean>({
    flag: '--json',
    kind: 'switch',
    schema: z.boolean(),
    expects: 'true or false',
    default: false,
    help: 'print the result as JSON on stdout, and nothing else there',
    commands: commandNames.filter((name) => name !== 'open'),
    flagOnly: true,
  }),
  times: option<boolean>({
    flag: '--no-times',
    kind: 'switch',
    schema: z.boolean(),
    expects: 'true or false',
    default: true,
    help: 'print no durations, so that equal results print equal text',
    commands: ['audit', 'generate', 'retry'],
  }),
  test: option<string | undefined>({
    flag: '--test <name>',
    kind: 'text',
    schema: optionalText,
    expects: 'the name of a test, or a part of it',
    default: undefined,
    help: 'check only this test; its whole file is run',
    commands: ['reproduce'],
    flagOnly: true,
  }),
  keep: option<boolean>({
    flag: '--keep',
    kind: 'switch',
    schema: z.boolean(),
    expects: 'true or false',
    default: false,
    help: 'keep the copy with the break in it, and print its path',
    commands: ['reproduce'],
    flagOnly: true,
  }),
  watch: option<boolean>({
    flag: '--watch',
    kind: 'switch',
    schema: z.boolean(),
    expects: 'true or false',
    default: false,
    help: 'run again after each change of a file, until it is stopped',
    commands: ['retry'],
    flagOnly: true,
  }),
  verbose: option<boolean>({
    flag: '--verbose',
    kind: 'switch',
    schema: z.boolean(),
    expects: 'true or false',
    default: false,
    help: 'print everything, without the limits that keep a long report readable',
    commands: ['audit', 'report'],
  }),
  quiet: option<boolean>({
    flag: '--quiet',
    kind: 'switch',
    schema: z.boolean(),
    expects: 'true or false',
    default: false,
    help: 'print no progress, only the headline and the reasons why the audit fails',
    on: {
      generate: { help: 'print no progress, only the tests or their result' },
      contract: { help: 'print no progress, only the contracts' },
      retry: { help: 'print no progress, only what became of the breaks' },
      report: { help: 'print only the headline and the reasons why it fails' },
    },
    commands: ['audit', 'generate', 'contract', 'retry', 'report'],
  }),
  config: option<string | undefined>({
    flag: '--config <file>',
    kind: 'text',
    schema: optionalText,
    expects: 'a file',
    default: undefined,
    defaultText: 'realcov.config.* and stryker.conf.* or stryker.config.* beside package.json, if they exist',
    help: 'the configuration file',
    commands: commandNames.filter((name) => name !== 'compare' && name !== 'report' && name !== 'init'),
    flagOnly: true,
  }),
};

export type OptionName = keyof typeof optionTable;

/** The value of every option, as the audit uses it. */
export type OptionValues = {
  [Name in OptionName]: (typeof optionTable)[Name] extends OptionSpec<infer Value> ? Value : never;
};

/** What the configuration file may set: the options that have a key there. */
export type ConfigValues = {
  [Name in OptionName as (typeof optionTable)[Name] extends FlagOnly ? never : Name]?: OptionValues[Name];
};

export const optionNames = Object.keys(optionTable) as OptionName[];

/** The options that a command takes. */
export function optionsOf(command: CommandName): [OptionName, OptionSpec][] {
  return optionNames
    .map((name): [OptionName, OptionSpec] => [name, optionTable[name] as OptionSpec])
    .filter(([, spec]) => spec.commands.includes(command));
}

/** `--out-dir` of `--out-dir <folder>`. */
export function flagName(spec: OptionSpec): string {
  return spec.flag.split(' ')[0]!;
}
