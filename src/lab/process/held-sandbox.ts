import { realpathSync } from 'node:fs';
import type { Sandbox } from '../sandbox.ts';

/** What processes in the sandbox need of realcov. */
export interface Holding {
  /** Folder of the audited project's own test runner. */
  runnerFolder: string;
  /** Folder of the journals and the table of switches, if there is an audit to talk to. */
  journals?: string | undefined;
  table?: string | undefined;
}

/** The folder of realcov's own code, which workers load. */
const fromRealcov = realpathSync(new URL('../../..', import.meta.url));
const locked = new URL(`../worker/locked${import.meta.url.slice(-3)}`, import.meta.url);

/** The files that the processes of the sandbox may use: the given ones, and those that they need to run at all. */
export function heldSandbox(
  { reads, writes }: Sandbox,
  { runnerFolder, journals, table }: Holding,
  own: string[] = [],
): Sandbox {
  return {
    reads: [...reads, runnerFolder, fromRealcov, ...own, ...(table === undefined ? [] : [table])],
    writes: [...writes, ...(journals === undefined ? [] : [journals])],
  };
}

/**
 * The argument of Node that closes what its permission model leaves open.
 * @param how `alone`: there is no audit to talk to; `compilers`: native code of known ones may be loaded
 */
export function lockedImport(how: Record<'alone' | 'compilers', boolean>): string {
  const entry = new URL(locked);
  entry.search = Object.entries(how)
    .flatMap(([name, isSet]) => (isSet ? [name] : []))
    .join('&');
  return `--import=${entry.href}`;
}
