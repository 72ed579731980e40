/** The one definition behind `audit.schema.json`; a test holds it equal to the type `Audit`. */
import { z } from 'zod';
import { type Audit, gateStatuses, mutantStatuses } from '../../src/model/audit.ts';
import { change } from './change-schema.ts';
import { finding, lead } from './finding-schema.ts';
import { provenance } from './provenance-schema.ts';

const position = z.object({ line: z.int().min(1), column: z.int().min(1) }).meta({
  id: 'Position',
  description: 'A place in a source text: 1-based line, 1-based column in UTF-16 code units.',
});

const location = z
  .object({ start: position, end: position })
  .meta({ id: 'Location', description: 'A range in a source text; its end is exclusive.' });

const file = z.string().meta({ description: 'Path relative to the project root, / as separator.' });
const count = z.int().min(0);
const percent = z
  .number()
  .min(0)
  .max(100)
  .nullable()
  .meta({ description: 'Two decimals; null where nothing was judged.' });

const auditedFunction = z.object({
  id: z.string(),
  file,
  name: z.string(),
  line: z.int().min(1),
  verdict: z.enum(['tested', 'weak', 'pseudo-tested', 'untested']),
  contract: z.enum(['comment', 'file', 'none']).exactOptional().meta({
    description: 'Where it is written what it promises; absent if others do not use it.',
  }),
  mutants: z.array(z.string()).meta({ description: 'Ids of its mutants in source order, probes included.' }),
});

const auditedMutant = z.object({
  id: z.string().meta({ description: 'Stays the same when lines move.' }),
  file,
  function: z
    .string()
    .exactOptional()
    .meta({ description: 'Id of the innermost function around it, absent at module level.' }),
  mutator: z.string(),
  level: z
    .enum(['function', 'statement', 'probe', 'neutral'])
    .meta({ description: 'Probes and neutral mutants never count in a score.' }),
  body: z.enum(['deleted', 'constant']).exactOptional().meta({
    description: 'What is left of a whole body that it takes the place of; absent for any other.',
  }),
  location,
  original: z.string().meta({ description: 'The text at the location.' }),
  replacement: z.string().meta({ description: 'Put at the location, it makes the mutant.' }),
  description: z.string().exactOptional().meta({
    description:
      'What it does, in the words of the tool that made it, where its report does not say what the code becomes.',
  }),
  status: z.enum(mutantStatuses),
  reason: z.string().exactOptional().meta({
    description: 'Why it is unproven, invalid, ignored or accepted; the first error of a type error.',
  }),
  acceptedBy: z.string().exactOptional().meta({ description: 'Who accepted it.' }),
  wallClock: z
    .literal(true)
    .exactOptional()
    .meta({ description: 'Set when the verdict may change with the wall clock.' }),
  byChance: z
    .literal(true)
    .exactOptional()
    .meta({ description: 'Set when the verdict is another one once tests draw something else at random.' }),
  coveredBy: z.array(z.string()).meta({ description: 'Ids of the tests that reach it in the clean run.' }),
  notRun: count.exactOptional().meta({
    description:
      'How many of these tests were not run with it, because tests with it waited until their time limit; absent for none.',
  }),
  killedBy: z
    .array(z.string())
    .meta({ description: 'Ids of the tests that kill it, or of the hook or file that does.' }),
  failure: z.string().exactOptional().meta({
    description: 'How the first of killedBy fails: one line of its message, cut where it is long.',
  }),
  killersComplete: z.boolean().meta({
    description: 'Whether every covering test was run against it, so that killedBy is all of them.',
  }),
});

const auditedTest = z.object({
  id: z.string(),
  file,
  name: z.string().meta({ description: 'Full name, suites joined by " > ".' }),
  line: count.meta({ description: '0 if unknown.' }),
  durationMs: z.number().min(0).meta({ description: 'Of the clean run; 0 under --no-times.' }),
  assertions: count.exactOptional().meta({
    description:
      'How many assertions it makes in the clean run; absent if the audit is from a report of another tool.',
  }),
  draws: z.literal(true).exactOptional().meta({ description: 'Set when it draws at random.' }),
  covers: count.meta({ description: 'How many mutants it reaches, probes aside.' }),
  kills: count.meta({ description: 'How many mutants it was seen to kill, probes aside.' }),
  crashes: count.exactOptional().meta({
    description:
      'In how many of these the mutant throws by itself, so that any test would fail; absent for none.',
  }),
  onlyKiller: count.meta({ description: 'How many mutants only it kills, of those with killersComplete.' }),
});

const notice = z.object({
  kind: z.enum([
    'config-unread',
    'file-skipped',
    'test-dropped',
    'file-dropped',
    'test-flaky',
    'test-red',
    'file-red',
    'resumed',
    'not-resumable',
    'cached',
    'not-cached',
    'draws-at-random',
    'own-process',
    'order-dependent',
    'rewrite-suspect',
    'suite',
    'interrupted',
    'imported',
  ]),
  file: file.exactOptional(),
  message: z.string(),
});

const leftOutTest = z.object({
  file,
  test: z.string().meta({ description: "Full name; '' for the whole file." }),
  why: z.enum(['flaky', 'red', 'only-plain', 'browser', 'own-pool']).meta({
    description:
      'red: it fails without any break. only-plain: it passes in the plain test runner alone. browser, own-pool: it runs in a browser, or in a pool that is not one of the test runner.',
  }),
});

const violation = z.object({
  function: z.string().meta({ description: 'Id of the function.' }),
  name: z.string(),
  file,
  line: z.int().min(1),
  clause: z.string().meta({ description: 'The sentence of the contract.' }),
  input: z.string().meta({ description: 'What is called, as source.' }),
  expected: z.string(),
  actual: z.string(),
  tree: z
    .string()
    .exactOptional()
    .meta({ description: 'Hash of the files of the project when it was found; absent under --no-times.' }),
  tests: z.tuple([z.string(), z.string()]).meta({
    description: 'Body of the test that fails, and of the one that was written without knowledge of it.',
  }),
});

const names = z.array(z.string());
const part = z.object({
  paths: names.exactOptional(),
  function: z.string().exactOptional(),
  since: z.string().exactOptional(),
  staged: z.literal(true).exactOptional(),
  testsOfChange: z.literal(true).exactOptional(),
  diff: z.string().exactOptional(),
  tests: names.exactOptional(),
  mutators: names.exactOptional(),
  excludeMutators: names.exactOptional(),
});

const phaseTiming = z.object({
  phase: z.enum([
    'discover',
    'mutate',
    'dry-run',
    'mutants',
    'confirm',
    'tests',
    'types',
    'judge',
    'base',
    'verify',
  ]),
  ms: z.number().min(0),
});

const failure = z.object({
  file: z.string(),
  test: z.string().meta({ description: "Full name; '' for the file itself." }),
  message: z.string(),
});

const reproduction = z.object({
  mutant: z.string(),
  outcome: z.enum(['noticed', 'unnoticed', 'unclear']),
  failures: z.array(failure),
  outOfTime: z.literal(true).exactOptional(),
  why: z.string().exactOptional().meta({ description: 'Why it is unclear.' }),
  testFiles: z.array(file),
  test: z.string().exactOptional().meta({ description: 'The only test that was looked at.' }),
  notFailing: z.array(z.string()).exactOptional(),
  drawing: z.array(z.string()).exactOptional(),
  agrees: z
    .boolean()
    .exactOptional()
    .meta({ description: 'Whether the audit says the same; absent where there is nothing to compare.' }),
});

/** Checks what is read back from `audit.json`; entries it does not know are dropped. */
export const auditSchema = z
  .object({
    schemaVersion: z
      .literal('2')
      .meta({ description: 'Changes when a reader of the version before would misread.' }),
    toolVersion: z.string(),
    project: z.object({
      name: z.string(),
      runner: z
        .object({ name: z.enum(['vitest', 'jest', 'mocha', 'node-test']), version: z.string() })
        .exactOptional()
        .meta({ description: 'Absent if the audit is from a report of another tool.' }),
      vitest: z
        .string()
        .exactOptional()
        .meta({ description: 'As in schema version 1: the version of Vitest.' }),
      files: count,
      testFiles: count,
    }),
    imported: z.object({ tool: z.string(), version: z.string().exactOptional() }).exactOptional().meta({
      description:
        'Set if it was read from a report of another tool: the verdicts are of that tool, and realcov ran nothing.',
    }),
    made: provenance.exactOptional().meta({ description: 'When and of what; absent under --no-times.' }),
    tree: z.string().exactOptional().meta({
      description: 'Hash of the files of the project and what is installed; absent under --no-times.',
    }),
    options: z
      .record(z.string(), z.unknown())
      .meta({ description: 'The options that shape the result, after defaults.' }),
    part: part.exactOptional().meta({
      description:
        'What the audit was restricted to on the command line; absent for one of the whole project.',
    }),
    change: change.exactOptional(),
    timings: z.array(phaseTiming),
    realCoverage: z.object({ killed: count, valid: count, percent, percentWithoutTimeouts: percent }),
    claimedCoverage: z.object({ covered: count, valid: count, percent }),
    functions: z.array(auditedFunction),
    mutants: z.array(auditedMutant),
    tests: z.array(auditedTest),
    findings: z.array(finding),
    violations: z.array(violation).exactOptional().meta({
      description: 'What realcov generate found to be otherwise than its contract says.',
    }),
    leads: z.array(lead).exactOptional().meta({
      description: 'Tests whose text looks like theater, under --leads; nothing that was seen says so.',
    }),
    needed: z
      .object({
        needed: count,
        spare: z.array(z.string()).meta({
          description: 'Ids of the tests that notice something, and only what the needed ones notice too.',
        }),
        alike: z
          .array(z.array(z.string()))
          .meta({ description: 'Ids of tests that notice the very same breaks, group by group.' }),
      })
      .exactOptional()
      .meta({
        description: 'Which tests it takes to notice all that the tests notice, under --killers all.',
      }),
    leftOut: z.array(leftOutTest).exactOptional().meta({
      description: 'Tests that took no part; what they reach is unproven unless another notices it.',
    }),
    notices: z.array(notice),
    gate: z.object({ status: z.enum(gateStatuses), reasons: z.array(z.string()) }).meta({
      description:
        'Whether the limits hold that were set; with the reasons why not, or why it is not decided.',
    }),
    unchanged: z
      .literal(true)
      .exactOptional()
      .meta({ description: 'Under --since, nothing that can be broken has changed.' }),
    verification: z
      .object({ seed: z.number().min(0), reproductions: z.array(reproduction) })
      .exactOptional()
      .meta({ description: 'What the plain test runner said of some of the breaks, under --verify.' }),
    complete: z
      .boolean()
      .meta({ description: 'Whether every planned verdict was reached; false after an interruption.' }),
  })
  .meta({ title: 'realcov audit' }) satisfies z.ZodType<Audit>;

/** The same as JSON Schema, draft 2020-12. Unknown entries are allowed: a later tool may add some. */
function auditJsonSchema(): object {
  return z.toJSONSchema(auditSchema, { target: 'draft-2020-12', io: 'input' });
}

/** What `audit.schema.json` holds. */
export function auditSchemaText(): string {
  return `${JSON.stringify(auditJsonSchema(), null, 2)}\n`;
}
