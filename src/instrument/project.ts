import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutators } from '../../mutators/index.ts';
import type { Notice } from '../model/audit.ts';
import type { InstrumentedFile } from '../model/instrumented.ts';
import { type Ignorer, instrumentFile } from './instrument.ts';
import { strykerMutators } from './stryker.ts';
import { type MutateContext, SourceSyntaxError } from './syntax.ts';
import { contextOf, inferTypes } from './types/index.ts';
import { asksForTypes } from './untyped.ts';

export interface MutateOptions {
  /** Names of the mutators to use; none for all. */
  mutators: string[];
  excludeMutators: string[];
  ignorers: Ignorer[];
}

interface Instrumenting {
  onFile(file: string): void;
  onNotice(notice: Notice): void;
  /** Stops early, with the files that are done. */
  signal?: AbortSignal | undefined;
  /** Files that were instrumented before: those with the same text are not again. */
  made?: readonly InstrumentedFile[] | undefined;
  /** Chooses the functions that inferred types are worth waiting for, by id; undefined for all. */
  typesFor?(files: readonly InstrumentedFile[]): ReadonlySet<string>;
}

/**
 * Puts all mutants into the project's sources, in memory. A file that does not parse is left out with a notice.
 * TypeScript is asked only for types that are not annotated, in a thread: beside the first pass, unless few functions may need it.
 */
export async function instrumentProject(
  { root, files }: { root: string; files: string[] },
  options: MutateOptions,
  instrumenting: Instrumenting,
): Promise<InstrumentedFile[]> {
  const { signal, typesFor, made = [] } = instrumenting;
  if (signal?.aborted) return [];
  const needless = new AbortController();
  signal?.addEventListener('abort', () => needless.abort(), { once: true });
  const asksTypes = mutators.some(({ name, body }) => body === 'constant' && isWanted(name, options));
  const early = asksTypes && !typesFor ? inferTypes(root, files, needless.signal) : undefined;
  early?.catch(() => {});
  const result = await firstPass(root, files, options, instrumenting);
  const wanted = typesFor?.(result);
  const asking = result.filter(
    (file) => asksTypes && !signal?.aborted && !made.includes(file) && asksForTypes(file, wanted),
  );
  if (asking.length === 0) {
    needless.abort();
    return result;
  }
  const paths = asking.map(({ file }) => file);
  const inferred = await (early ?? inferTypes(root, paths, needless.signal)).catch((error: Error) => {
    if (signal?.aborted) return;
    instrumenting.onNotice({
      kind: 'suite',
      message: `types are not inferred, so some functions have fewer breaks: ${error.message}`,
    });
  });
  if (!inferred) return result;
  return Promise.all(
    result.map((file) =>
      asking.includes(file) ? instrument(root, file.file, options, contextOf(inferred, file.file)) : file,
    ),
  );
}

/** Without types. */
async function firstPass(
  root: string,
  files: string[],
  options: MutateOptions,
  { onFile, onNotice, signal, made = [] }: Instrumenting,
): Promise<InstrumentedFile[]> {
  const known = new Map(made.map((each) => [each.file, each]));
  const result: InstrumentedFile[] = [];
  for (const file of files) {
    // Signals are only handled between turns of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted) return result;
    const before = known.get(file);
    const isSame = before !== undefined && readFileSync(join(root, file), 'utf8') === before.original;
    const instrumented = isSame
      ? before
      : await instrument(root, file, options).catch((error: unknown) => {
          if (!(error instanceof SourceSyntaxError)) throw error;
          onNotice({
            kind: 'file-skipped',
            file,
            message: `it does not parse: line ${error.line}: ${error.reason}`,
          });
        });
    if (instrumented) result.push(instrumented);
    onFile(file);
  }
  return result;
}

function instrument(
  root: string,
  file: string,
  options: MutateOptions,
  context?: MutateContext,
): Promise<InstrumentedFile> {
  return instrumentText(file, readFileSync(join(root, file), 'utf8'), options, context);
}

/**
 * One text with the mutants of the wanted mutators.
 * @throws {SourceSyntaxError} if it does not parse
 */
export async function instrumentText(
  file: string,
  source: string,
  options: MutateOptions,
  context?: MutateContext,
): Promise<InstrumentedFile> {
  const { excludeMutators, ignorers } = options;
  const unwanted = strykerMutators.filter((name) => !isWanted(name, options));
  const instrumented = await instrumentFile({
    file,
    source,
    mutators: mutators.filter(({ name }) => isWanted(name, options)),
    stryker: unwanted.length < strykerMutators.length,
    excluded: [...excludeMutators, ...unwanted],
    ignorers,
    ...(context && { context }),
  });
  // Mutants that `--mutators` does not name were not asked for, so they are not listed as ignored.
  return {
    ...instrumented,
    mutants: instrumented.mutants.filter(({ mutator }) => isWanted(mutator, options)),
  };
}

function isWanted(name: string, { mutators: named }: MutateOptions): boolean {
  return named.length === 0 || named.includes(name);
}
