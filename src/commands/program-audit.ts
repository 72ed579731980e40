import { Argument } from 'commander';
import { type AddCommand, command } from './command.ts';

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

const audit = command({
  name: 'audit',
  summary: 'break the code in many ways and see which breaks the tests notice',
  description:
    'Breaks every function in several ways, runs the tests against each break, and says which breaks they notice.',
  arguments: [
    new Argument('[paths...]', 'files, folders or globs to break (default: the sources of the project)'),
  ],
  examples: auditExamples,
  run: async ({ given, io }, paths: string[]) => {
    const { auditCommand } = await import('./audit.ts');
    return auditCommand({ ...given, paths }, io);
  },
});

const generate = command({
  name: 'generate',
  summary: 'write tests for breaks that no test notices',
  description:
    'Writes tests for breaks that no test notices, keeps only tests that are proven to notice one, and shows them as a diff.',
  arguments: [
    new Argument(
      '[targets...]',
      'files, folders, globs or file#function (default: the sources of the project)',
    ),
  ],
  examples: generateExamples,
  run: async ({ given, io }, paths: string[]) => {
    const { generateCommand } = await import('./generate.ts');
    return generateCommand({ ...given, paths }, io);
  },
});

const contract = command({
  name: 'contract',
  summary: 'show the contracts of functions, and draft missing ones',
  description:
    'Shows the contracts of functions, and what is missing to write tests from them. Drafts a contract if there is none.',
  arguments: [new Argument('<targets...>', 'files, folders, globs or file#function')],
  examples: contractExamples,
  run: async ({ given, io }, paths: string[]) => {
    const { contractCommand } = await import('./contract.ts');
    return contractCommand({ ...given, paths }, io);
  },
});

const show = command({
  name: 'show',
  summary: 'show one break of the last audit',
  description: 'Shows one break of the last audit as a diff, with its verdict and the tests that notice it.',
  arguments: [new Argument('<mutant-id>', 'id of the break, or the beginning of it')],
  examples: showExamples,
  run: async ({ given, io }, mutantId: string) => {
    const { showCommand } = await import('./show.ts');
    return showCommand(mutantId, given, io);
  },
});

const explain = command({
  name: 'explain',
  summary: 'show everything known about a test',
  description:
    'Shows which functions one test of the last audit runs, which breaks it notices, and the findings about it.',
  arguments: [new Argument('<test>', 'name of the test, a part of it, or its id')],
  examples: explainExamples,
  run: async ({ given, io }, test: string) => {
    const { explainCommand } = await import('./explain.ts');
    return explainCommand(test, given, io);
  },
});

const reproduce = command({
  name: 'reproduce',
  summary: 'make one break in a copy and run plain Vitest or Jest on it',
  description:
    'Makes one break of the last audit in a copy of the source, runs plain Vitest or Jest on it, and says whether the audit agrees.',
  arguments: [new Argument('<mutant-id>', 'id of the break, or the beginning of it')],
  examples: reproduceExamples,
  run: async ({ given, io }, mutantId: string) => {
    const { reproduceCommand } = await import('./reproduce.ts');
    return reproduceCommand(mutantId, given, io);
  },
});

const retry = command({
  name: 'retry',
  summary: 'run survivors again: do the tests notice them now?',
  description:
    'Runs breaks that no test noticed in the last audit against the tests as they are now, and says which are noticed and by what.',
  arguments: [
    new Argument(
      '[mutant-ids...]',
      'ids of the breaks, or the beginnings of them (default: all survivors of the last audit)',
    ),
  ],
  examples: retryExamples,
  run: async ({ given, io }, ids: string[]) => {
    const { retryCommand } = await import('./retry.ts');
    return retryCommand(ids, given, io);
  },
});

/** The commands that audit a project, and show or repeat parts of an audit. */
export const auditCommands: AddCommand[] = [audit, generate, contract, show, explain, reproduce, retry];
