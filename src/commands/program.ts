import { Command } from 'commander';
import type { ExitCode } from '../errors.ts';
import { addOptions, givenOptions } from '../options/flags.ts';
import type { OptionInput } from '../options/resolve.ts';
import { toolVersion } from '../version.ts';
import { auditCommand } from './audit.ts';
import { explainCommand } from './explain.ts';
import type { Io } from './io.ts';
import { addReviewCommands } from './program-review.ts';
import { addToolCommands } from './program-tools.ts';
import { showCommand } from './show.ts';

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
export function createProgram(io: Io, finish: (exitCode: ExitCode) => void): Command {
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
  addAudit(program, io, finish);
  addGenerate(program, io, finish);
  addContract(program, io, finish);
  addShow(program, io, finish);
  addExplain(program, io, finish);
  addReproduce(program, io, finish);
  addRetry(program, io, finish);
  addReviewCommands(program, io, finish);
  addToolCommands(program, io, finish);
  return program;
}

function addAudit(program: Command, io: Io, finish: (exitCode: ExitCode) => void): void {
  const command = program
    .command('audit')
    .summary('break the code in many ways and see which breaks the tests notice')
    .description(
      'Breaks every function in several ways, runs the tests against each break, and says which breaks they notice.',
    )
    .argument('[paths...]', 'files, folders or globs to break (default: the sources of the project)')
    .addHelpText('after', auditExamples);
  addOptions(command, 'audit').action(async (paths: string[]) => {
    const given = givenOptions(command, 'audit') as OptionInput;
    finish(await auditCommand({ ...given, paths }, io));
  });
}

function addGenerate(program: Command, io: Io, finish: (exitCode: ExitCode) => void): void {
  const command = program
    .command('generate')
    .summary('write tests for breaks that no test notices')
    .description(
      'Writes tests for breaks that no test notices, keeps only tests that are proven to notice one, and shows them as a diff.',
    )
    .argument('[targets...]', 'files, folders, globs or file#function (default: the sources of the project)')
    .addHelpText('after', generateExamples);
  addOptions(command, 'generate').action(async (paths: string[]) => {
    const { generateCommand } = await import('./generate.ts');
    const given = givenOptions(command, 'generate') as OptionInput;
    finish(await generateCommand({ ...given, paths }, io));
  });
}

function addContract(program: Command, io: Io, finish: (exitCode: ExitCode) => void): void {
  const command = program
    .command('contract')
    .summary('show the contracts of functions, and draft missing ones')
    .description(
      'Shows the contracts of functions, and what is missing to write tests from them. Drafts a contract if there is none.',
    )
    .argument('<targets...>', 'files, folders, globs or file#function')
    .addHelpText('after', contractExamples);
  addOptions(command, 'contract').action(async (paths: string[]) => {
    const { contractCommand } = await import('./contract.ts');
    finish(await contractCommand({ ...(givenOptions(command, 'contract') as OptionInput), paths }, io));
  });
}

function addShow(program: Command, io: Io, finish: (exitCode: ExitCode) => void): void {
  const command = program
    .command('show')
    .summary('show one break of the last audit')
    .description(
      'Shows one break of the last audit as a diff, with its verdict and the tests that notice it.',
    )
    .argument('<mutant-id>', 'id of the break, or the beginning of it')
    .addHelpText('after', showExamples);
  addOptions(command, 'show').action(async (mutantId: string) => {
    finish(await showCommand(mutantId, givenOptions(command, 'show') as OptionInput, io));
  });
}

function addExplain(program: Command, io: Io, finish: (exitCode: ExitCode) => void): void {
  const command = program
    .command('explain')
    .summary('show everything known about a test')
    .description(
      'Shows which functions one test of the last audit runs, which breaks it notices, and the findings about it.',
    )
    .argument('<test>', 'name of the test, a part of it, or its id')
    .addHelpText('after', explainExamples);
  addOptions(command, 'explain').action(async (test: string) => {
    finish(await explainCommand(test, givenOptions(command, 'explain') as OptionInput, io));
  });
}

function addReproduce(program: Command, io: Io, finish: (exitCode: ExitCode) => void): void {
  const command = program
    .command('reproduce')
    .summary('make one break in a copy and run plain Vitest or Jest on it')
    .description(
      'Makes one break of the last audit in a copy of the source, runs plain Vitest or Jest on it, and says whether the audit agrees.',
    )
    .argument('<mutant-id>', 'id of the break, or the beginning of it')
    .addHelpText('after', reproduceExamples);
  addOptions(command, 'reproduce').action(async (mutantId: string) => {
    const { reproduceCommand } = await import('./reproduce.ts');
    finish(await reproduceCommand(mutantId, givenOptions(command, 'reproduce') as OptionInput, io));
  });
}

function addRetry(program: Command, io: Io, finish: (exitCode: ExitCode) => void): void {
  const command = program
    .command('retry')
    .summary('run survivors again: do the tests notice them now?')
    .description(
      'Runs breaks that no test noticed in the last audit against the tests as they are now, and says which are noticed and by what.',
    )
    .argument(
      '[mutant-ids...]',
      'ids of the breaks, or the beginnings of them (default: all survivors of the last audit)',
    )
    .addHelpText('after', retryExamples);
  addOptions(command, 'retry').action(async (ids: string[]) => {
    const { retryCommand } = await import('./retry.ts');
    finish(await retryCommand(ids, givenOptions(command, 'retry') as OptionInput, io));
  });
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

const auditExamples = `
Examples:
  $ realcov audit                                  every source file, every test
  $ realcov audit src/cart.ts --function total     one function
  $ realcov audit --since main                     what a change made worse, before it is merged
  $ realcov audit --tests 'generated/**'           only these tests
  $ realcov audit --min-real-coverage 80 --quiet   a gate for CI

Exit codes: 0 passed, 1 the gate failed, 2 usage or configuration, 3 the tests fail without any break,
4 incomplete, 70 a bug in realcov.`;

const generateExamples = `
Examples:
  $ realcov generate src/cart.ts                 tests for breaks that no test notices, as a diff
  $ realcov generate src/cart.ts#total --apply   one function, written into the project's own test file
  $ realcov generate --out generated --apply     into a folder of its own
  $ realcov generate --model <name>              written by a model, from contracts if there are any
  $ realcov generate --list-pins                 tests that only state what the code does now

No model and no key is needed: a call that gives another result with a break than without it becomes a test. Generated
tests run in a sandbox, and each accepted test is proven to notice a break. Nothing is written without --apply.`;

const contractExamples = `
Examples:
  $ realcov contract src/cart.ts#total            what it promises, or a draft
  $ realcov contract src/cart.ts --apply          write missing ones as drafts into src/cart.contract.md

A contract is 5 to 10 sentences: in the comment above the function, or in <file>.contract.md below a heading with its name.`;

const showExamples = `
Examples:
  $ realcov show 3f9a
  $ realcov show 3f9a --json`;

const explainExamples = `
Examples:
  $ realcov explain 'cart > adds up'
  $ realcov explain 'adds up' --json`;

const reproduceExamples = `
Examples:
  $ realcov reproduce 3f9a
  $ realcov reproduce 3f9a --test 'cart > adds up'
  $ realcov reproduce 3f9a --keep                    keep the copy, to look into it

Exit codes: 0 the plain test runner agrees or nothing was claimed, 4 it disagrees or no test ran, 2 usage or configuration.`;

const retryExamples = `
Examples:
  $ realcov retry            every survivor of the last audit
  $ realcov retry 3f9a       one of them
  $ realcov retry --watch    again after every change

Exit codes: 0 all are noticed now or gone, 1 some are not, 4 some have no proven verdict, 2 usage or configuration.`;
