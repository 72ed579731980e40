/** The tools that a coding agent is given: what each takes, what it says of itself, and what it answers. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { auditAnswer, boundedText, survivorLines } from '../../reports/index.ts';
import { readDecidedAudits } from '../commands/audits.ts';
import { explainCommand } from '../commands/explain.ts';
import type { Io, Output } from '../commands/io.ts';
import { readAudit } from '../commands/last-audit.ts';
import { readingOptions } from '../commands/reading-options.ts';
import { showCommand } from '../commands/show.ts';
import { exitCodes, UserError } from '../errors.ts';
import { relativeTo } from '../system/paths.ts';
import { failure } from './failure.ts';
import { type Ran, runCommand } from './run.ts';

/** What a tool is called with besides its arguments. */
export interface Call {
  /** The project, within what the server may use. */
  root: string;
  signal: AbortSignal;
  tell(message: string): void;
}

/** A tool, whatever it takes. */
export interface Tool {
  title: string;
  description: string;
  args: z.ZodRawShape;
  /** It only reads what the last audit wrote; the others run tests, one after the other. */
  isReading: boolean;
  /** @throws UserError for what the caller can mend */
  answer(args: object, call: Call): Promise<string>;
}

interface ToolForm<Args extends z.ZodRawShape> extends Omit<Tool, 'args' | 'answer'> {
  args: Args;
  answer(args: z.output<z.ZodObject<Args>>, call: Call): Promise<string>;
}

function tool<Args extends z.ZodRawShape>({ answer, ...form }: ToolForm<Args>): Tool {
  const schema = z.object(form.args);
  return { ...form, answer: (args, call) => answer(schema.parse(args), call) };
}

const text = z.string().min(1);
const breakId = text.describe('id of the break, or the beginning of it, as the other tools tell it');

const audit = tool({
  title: 'Audit a change',
  description:
    'Breaks what changed since the default branch, or since another git ref, in many ways, and tells which breaks no test notices: what the change made worse first. Takes from seconds to minutes; reports progress and can be cancelled.',
  args: {
    since: text
      .optional()
      .describe('git branch, tag or commit to compare with (default: the default branch)'),
    staged: z.boolean().optional().describe('only what is staged for the next commit'),
    onlyTests: z
      .boolean()
      .optional()
      .describe('ask of a change only whether the tests that it added or edited can fail: seconds'),
    paths: z
      .array(text)
      .max(100)
      .optional()
      .describe('files, folders or globs to break; without `since` wholly'),
    function: text.optional().describe('break only the functions of this name, such as Cart.total'),
    whole: z.boolean().optional().describe('audit the whole project, which may take long'),
    budget: text.optional().describe('stop after this time, such as 60s or 5m: what tells most comes first'),
  },
  isReading: false,
  async answer(given, call) {
    const ran = await runCommand({ ...call, args: auditArgs(given), label: 'starting the audit' });
    return auditAnswer(await readAudit(auditFileOf(ran, call.root)));
  },
});

interface AuditGiven {
  since?: string | undefined;
  staged?: boolean | undefined;
  onlyTests?: boolean | undefined;
  paths?: string[] | undefined;
  function?: string | undefined;
  whole?: boolean | undefined;
  budget?: string | undefined;
}

/** Where nothing says what is to be audited, it is the change. */
function auditArgs(given: AuditGiven): string[] {
  const { since, staged, onlyTests, paths = [], function: name, whole, budget } = given;
  const isPlace = name !== undefined || paths.length > 0;
  const isChange = !whole && !staged && since === undefined && (onlyTests === true || !isPlace);
  return [
    'audit',
    '--json',
    ...(isChange ? ['--since'] : []),
    ...(since === undefined ? [] : [`--since=${since}`]),
    ...(staged ? ['--staged'] : []),
    ...(onlyTests ? ['--tests-of-change'] : []),
    ...(budget === undefined ? [] : [`--budget=${budget}`]),
    ...(name === undefined ? [] : [`--function=${name}`]),
    '--',
    ...paths,
  ];
}

const survivors = tool({
  title: 'List breaks that no test notices',
  description:
    'Lists breaks of the last audit that no test notices, those most worth a test first, each with what is known of why. Read-only and quick.',
  args: {
    path: text.optional().describe('only those in this file or folder, relative to the project'),
    function: text.optional().describe('only those in functions of this name'),
    onlyWorse: z
      .boolean()
      .optional()
      .describe('only those that the change made worse (after an audit with `since`)'),
    from: z.int().min(1).default(1).describe('the first to tell, for the next page'),
    limit: z.int().min(1).max(50).default(20).describe('how many to tell'),
  },
  isReading: true,
  async answer({ from, limit, path, ...filter }, call) {
    const io = recorded(call);
    const options = await readingOptions({}, io);
    const [last] = await readDecidedAudits(options);
    const file = path === undefined ? undefined : relativeTo(call.root, resolve(call.root, path));
    const lines = survivorLines(last!.audit, { ...filter, path: file || undefined }, { from, limit });
    return boundedText(lines.join('\n'));
  },
});

const show = tool({
  title: 'Show one break',
  description:
    'Shows one break of the last audit as a diff, with the tests that notice it or that run it without failing. Read-only and quick.',
  args: { id: breakId },
  isReading: true,
  answer: ({ id }, call) => printed(call, (io) => showCommand(id, {}, io)),
});

const retry = tool({
  title: 'Do the tests notice it now?',
  description:
    'Runs breaks that no test noticed in the last audit against the tests as they are now, and says which are noticed and by what. Quick: after a test was written, use this and not another audit.',
  args: {
    ids: z.array(text).max(50).default([]).describe('ids of the breaks (default: all of the last audit)'),
  },
  isReading: false,
  async answer({ ids }, call) {
    const ran = await runCommand({
      ...call,
      args: ['retry', '--quiet', '--', ...ids],
      label: 'running the breaks again',
    });
    if (ran.stdout === '') throw failure(ran);
    // What it comes down to is its last line, and would be cut first.
    const lines = ran.stdout.trimEnd().split('\n');
    return boundedText([lines.at(-1), '', ...lines.slice(0, -1)].join('\n'));
  },
});

const reproduce = tool({
  title: 'Reproduce one break',
  description:
    'Makes one break in a copy of the project and runs plain Vitest or Jest on it: proof of what the audit says, without realcov. The project itself is not changed.',
  args: { id: breakId, test: text.optional().describe('check only this test: its name or a part of it') },
  isReading: false,
  async answer({ id, test }, call) {
    const args = ['reproduce', ...(test === undefined ? [] : [`--test=${test}`]), '--', id];
    const ran = await runCommand({ ...call, args, label: 'running the plain test runner' });
    if (ran.stdout === '') throw failure(ran);
    return boundedText(ran.stdout);
  },
});

const explain = tool({
  title: 'Explain one test',
  description:
    'Tells of one test which functions it runs, which breaks it notices, and whether it would fail at all. Read-only and quick.',
  args: { test: text.describe('name of the test, a part of it, or its id') },
  isReading: true,
  answer: ({ test }, call) => printed(call, (io) => explainCommand(test, {}, io)),
});

/** All of them by the name that an agent calls. */
export const tools: Record<string, Tool> = {
  audit,
  list_survivors: survivors,
  show_break: show,
  retry,
  reproduce_break: reproduce,
  explain_test: explain,
};

/** What a command that only reads prints. */
async function printed(call: Call, run: (io: Io) => Promise<unknown>): Promise<string> {
  const io = recorded(call);
  await run(io);
  return boundedText([io.text(), io.notes()].filter((part) => part !== '').join('\n'));
}

function recorded({ root, signal }: Call): Io & { text(): string; notes(): string } {
  const written = { out: '', err: '' };
  const output = (name: 'out' | 'err'): Output => ({
    write: (more) => {
      written[name] += more;
    },
    isTerminal: false,
    colors: false,
    columns: undefined,
  });
  return {
    cwd: root,
    out: output('out'),
    err: output('err'),
    signal,
    text: () => written.out,
    notes: () => written.err,
  };
}

const summarySchema = z.object({ files: z.array(z.string()) });

/** @throws UserError with what the command said, if it gave no result */
function auditFileOf(ran: Ran, root: string): string {
  if (ran.stdout === '') throw failure(ran);
  // What the project's configuration prints while it loads stands before.
  const json = ran.stdout.slice(ran.stdout.lastIndexOf('\n{\n') + 1);
  const { files } = summarySchema.parse(JSON.parse(json));
  const file = files.find((name) => /(^|[\\/])audit\.json$/.test(name));
  if (file !== undefined) return resolve(root, file);
  throw new UserError(
    exitCodes.usage,
    'the audit left no audit.json',
    'if the configuration sets `reporters`, add "json"; if it was stopped before it judged anything, run it again',
  );
}
