import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Breaks, findBreaks } from '../../audit/breaks.ts';
import { contractFilesOf, draftsIn } from '../../contract/contract-file.ts';
import { contractFinder, wantsContract } from '../../contract/find.ts';
import { lintContract } from '../../contract/lint.ts';
import { exitCodes, UserError } from '../../errors.ts';
import { parse, types, visit } from '../../instrument/syntax.ts';
import { canSandbox } from '../../lab/sandbox.ts';
import { spanAt } from '../../model/apply.ts';
import type { Contract, ShownContract } from '../../model/contract.ts';
import type { InstrumentedFile } from '../../model/instrumented.ts';
import type { AuditEvents } from '../../model/progress.ts';
import type { FunctionUnit } from '../../model/source.ts';
import type { AuditOptions } from '../../options/audit-options.ts';
import { copyProject } from '../../reproduce/project-copy.ts';
import { readWithin } from '../../store/inside-root.ts';
import { sandboxFor } from '../accept/sandbox.ts';
import { writeCommonJs } from '../embedded/common-js.ts';
import { type RecordedFile, recordCalls } from '../embedded/record.ts';
import type { SeenCall } from '../embedded/recorder.ts';
import { declarationsOf } from '../types/declarations.ts';
import { NoValues } from '../types/reading.ts';
import { signatures } from '../types/specs.ts';
import { WriterError } from '../writers/errors.ts';
import { mayBeSent } from '../writers/may-be-sent.ts';
import type { Model } from '../writers/model/model-writer.ts';
import { asDraft, draftFromTypes, draftInput, draftInstructions } from './contract-draft.ts';

const maxCallers = 4;
const maxCalls = 5;
/** Lines around a call. */
const around = 3;

/**
 * Finds the contracts of functions in scope, and drafts missing ones.
 * @param model writes the drafts; without one they are made from the types
 * @param given text of the contract, from the command line
 */
export async function contractsOf(
  options: AuditOptions,
  model: Model | undefined,
  given: string | undefined,
  events: AuditEvents,
): Promise<ShownContract[]> {
  const breaks = await findBreaks(options, events);
  const { root } = breaks.project;
  const contractOf = contractFinder(root);
  const wanted = breaks.files.flatMap((source) =>
    source.functions.filter(wantsContract(source)).map((fn) => ({ source, fn })),
  );
  if (wanted.length === 0)
    throw new UserError(
      exitCodes.usage,
      'there is no exported function of that name',
      'name it: src/cart.ts#Cart.total',
    );
  const missing: Wanted[] = [];
  const shown = wanted.map(({ source, fn }): ShownContract => {
    const contract: Contract | undefined =
      given === undefined ? contractOf(source, fn) : { text: given, from: 'option' };
    const [first = '', second = ''] = contractFilesOf(source.file);
    const contractFile = existsSync(join(root, second)) ? second : first;
    const there = contract ? undefined : draftsIn(textOf(root, contractFile)).get(fn.name);
    if (!contract && there === undefined) missing.push({ source, fn });
    return {
      file: source.file,
      name: fn.name,
      contract,
      draft: there === undefined ? undefined : `## ${fn.name}\n\n${there}\n`,
      isThere: there !== undefined,
      gaps: contract ? lintContract(contract.text, namesWithin(source, fn)) : [],
      contractFile,
    };
  });
  const drafts = await draftsFor(missing, breaks, options, model, events);
  return shown.map((each) => ({ ...each, draft: each.draft ?? drafts.get(`${each.file}#${each.name}`) }));
}

interface Wanted {
  source: InstrumentedFile;
  fn: FunctionUnit;
}

/** Drafts by `file#function`, made from the types and the calls in tests, or written by a model that sees the code. */
async function draftsFor(
  missing: Wanted[],
  breaks: Pick<Breaks, 'files'>,
  options: AuditOptions,
  model: Model | undefined,
  events: AuditEvents,
): Promise<Map<string, string>> {
  const drafts = new Map<string, string>();
  if (missing.length === 0) return drafts;
  const drafted = drafter(options, breaks.files, model, events);
  // A model reads the code. Arguments in tests may be private.
  const calls = model ? new Map<string, SeenCall[]>() : await callsIn(missing, options, events);
  for (const { source, fn } of missing) {
    const seen = (calls.get(fn.id) ?? []).map(({ args }) => `${fn.name}(${args.map(readable).join(', ')})`);
    drafts.set(`${source.file}#${fn.name}`, await drafted(source, fn, [...new Set(seen)].slice(0, maxCalls)));
  }
  return drafts;
}

/** Calls in tests, recorded in a copy of the project and without the environment, so that no key gets into a draft. */
async function callsIn(
  missing: Wanted[],
  options: AuditOptions,
  events: AuditEvents,
): Promise<Map<string, SeenCall[]>> {
  if (!canSandbox()) return new Map();
  const copy = copyProject(options.root);
  try {
    const there = { ...options, root: copy.root };
    const breaks = await findBreaks(there, { ...events, phase() {}, advance() {}, notice() {} });
    return await recordCalls(recordedFrom(missing), {
      options: there,
      breaks,
      commonJs: breaks.project.runner.name === 'jest' ? writeCommonJs(copy.root) : undefined,
      sandbox: sandboxFor(options.root, copy.root),
      signal: events.signal ?? new AbortController().signal,
    });
  } finally {
    copy.remove();
  }
}

function recordedFrom(missing: Wanted[]): RecordedFile[] {
  return [...Map.groupBy(missing, ({ source }) => source)].map(([{ file, original }, own]) => ({
    source: file,
    text: original,
    ids: new Map(own.map(({ fn }) => [spanAt(original, fn.location).start, fn.id])),
  }));
}

/** @throws WriterError for an empty answer */
function readDraft(said: string): string {
  if (!/\p{L}.*\p{L}/su.test(said)) throw new WriterError('the model says nothing');
  return said;
}

/** Recorded arguments, as people write them. */
function readable(source: string): string {
  return source.replace(/__fn\('((?:[^'\\]|\\.)*)'\)/g, '$1');
}

function drafter(
  options: AuditOptions,
  files: InstrumentedFile[],
  model: Model | undefined,
  events: AuditEvents,
) {
  const { root, neverSend } = options;
  const isSendable = mayBeSent(root, neverSend);
  const names = files.map(({ file }) => file);
  const known = signatures(root, names);
  const declared = declarationsOf(root, names, isSendable);
  const signal = events.signal ?? new AbortController().signal;
  return async (source: InstrumentedFile, fn: FunctionUnit, calls: string[]): Promise<string> => {
    const { start, end } = spanAt(source.original, fn.location);
    const fromTypes = () => {
      const signature = known.at(source.file, start);
      return draftFromTypes(fn.name, signature instanceof NoValues ? undefined : signature, calls);
    };
    if (model === undefined || !isSendable(source.file)) return fromTypes();
    const input = draftInput({
      file: source.file,
      name: fn.name,
      declarations: declared(source.file, [fn.name.split('.')[0]!]),
      source: source.original.slice(start, end),
      callers: callersOf(
        fn,
        source.file,
        files.filter(({ file }) => isSendable(file)),
      ),
    });
    try {
      return asDraft(fn.name, await model.ask({ instructions: draftInstructions, input }, readDraft, signal));
    } catch (error) {
      if (!(error instanceof WriterError)) throw error;
      events.notice({
        kind: 'suite',
        file: source.file,
        message: `no draft of ${fn.name} by the model: ${error.message}`,
      });
      return fromTypes();
    }
  };
}

/** Lines around calls of a function in other sources. */
function callersOf({ name }: FunctionUnit, own: string, files: InstrumentedFile[]): string[] {
  const call = new RegExp(
    `(?<![\\p{ID_Continue}$])${name.split('.').at(-1)!.replaceAll('$', '\\$')}\\s*\\(`,
    'u',
  );
  return files
    .filter(({ file }) => file !== own)
    .flatMap(({ file, original }) => {
      const lines = original.split('\n');
      return lines.flatMap((line, index) =>
        call.test(line) && !/^\s*(import|export)\b/.test(line)
          ? [`// ${file}\n${lines.slice(Math.max(0, index - around), index + around + 1).join('\n')}`]
          : [],
      );
    })
    .slice(0, maxCallers);
}

/** Names inside of a function, which its callers cannot know. */
function namesWithin({ original, file }: InstrumentedFile, { location }: FunctionUnit): string[] {
  const { start, end } = spanAt(original, location);
  const within = [...visit(parse(original, file), original)].filter(
    ({ node }) => node.start! >= start && node.end! <= end && types.isVariableDeclarator(node),
  );
  return within.flatMap(({ node }) => Object.keys(types.getBindingIdentifiers(node)));
}

/** The text of a contract file with one more section. */
export function withSection(root: string, file: string, section: string): string {
  const before = textOf(root, file).trimEnd();
  return `${before}${before === '' ? '' : '\n\n'}${section}`;
}

function textOf(root: string, file: string): string {
  return readWithin(root, file) ?? '';
}
