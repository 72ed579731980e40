import { createRequire } from 'node:module';
import { before } from './before.ts';
import type { Access } from './policy.ts';
import { realPath } from './real-path.ts';
import type { OnAccesses } from './watch-files.ts';

interface Sqlite {
  DatabaseSync: { prototype: object } & (new (...args: unknown[]) => object);
  backup?: (...args: unknown[]) => unknown;
}

/** Statements that open another file. Its name may be computed. */
const opensFiles = /\b(attach|vacuum\s+(\S+\s+)?into)\b/i;
const comments = /\/\*.*?\*\/|--[^\n]*/gs;

/**
 * The same for databases of `node:sqlite`, which write files without `node:fs`. The module is watched at its first use,
 * because loading it prints a warning.
 * @param onOpen called before a database is opened, to read it too
 * @param refuseStatement called before a statement that opens another file; returns an error to refuse it
 */
export function watchDatabases(
  onAccesses: OnAccesses,
  onOpen: () => void,
  refuseStatement: () => Error | undefined,
): void {
  const sqlite = load();
  if (!sqlite) return;
  const check = (path: unknown) => onAccesses(filesOf(path));
  const checkStatement = (given: unknown) => {
    const texts = [String(given), String(given).replace(comments, ' ')];
    return texts.some((text) => opensFiles.test(text)) ? refuseStatement() : undefined;
  };
  const { prototype } = sqlite.DatabaseSync;
  for (const name of ['exec', 'prepare']) before(prototype, name, ([text]) => checkStatement(text));
  before(sqlite, 'backup', ([, path]) => check(path));
  sqlite.DatabaseSync = new Proxy(sqlite.DatabaseSync, {
    construct: (target, args: unknown[], newTarget) => {
      if (args[0] !== ':memory:') onOpen();
      const options = args[1] as { readOnly?: boolean } | undefined;
      const error = options?.readOnly === true ? undefined : check(args[0]);
      if (error) throw error;
      return Reflect.construct(target, args, newTarget);
    },
  });
}

function load(): Sqlite | undefined {
  const { emitWarning } = process;
  try {
    // Some versions print a warning that the module is experimental.
    process.emitWarning = () => {};
    return createRequire(import.meta.url)('node:sqlite') as Sqlite;
  } catch {
    return undefined;
  } finally {
    process.emitWarning = emitWarning;
  }
}

function filesOf(given: unknown): Access[] {
  const text = given instanceof URL || Buffer.isBuffer(given) ? given : String(given);
  if (text === ':memory:' || text === '') return [];
  const file = typeof text === 'string' && text.startsWith('file:') ? new URL(text) : text;
  const found = realPath(file, true);
  return found ? [{ kind: 'write', path: found.path, exists: found.exists }] : [];
}
