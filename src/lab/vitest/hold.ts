import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { type Sandbox, sandboxArguments } from '../sandbox.ts';
import { leftoversOf, type Project, type Specification, type Vitest } from './vitest-api.ts';

export interface Holding {
  major: number;
  /** Folder for temporary files of realcov itself. */
  folder: string;
  /** Folder of the audited project's own Vitest. */
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
 * Makes the processes of a project run in the sandbox, whatever permissions the project sets itself. The code that runs there
 * is not the project's own.
 */
export function holdWorkers({ config }: Project, vitest: Vitest, sandbox: Sandbox, holding: Holding): void {
  const forks = (config.poolOptions as { forks?: { execArgv?: string[] } } | undefined)?.forks;
  const holder = (holding.major === 3 ? forks : config) as { execArgv?: string[] } | undefined;
  if (!holder) throw new Error('the tests cannot be kept in a sandbox');
  // Other pools run tests in threads of Vitest's own process, which is not in the sandbox. Vitest also copies attachments,
  // which may be any file, to a folder that a test can choose.
  const attachmentsDir = join(holding.folder, 'attachments');
  Object.assign(config, { pool: 'forks', poolMatchGlobs: [], attachmentsDir });
  const own = leftoversOf(vitest);
  // Node treats a folder that does not exist at the start of a process as a file.
  for (const folder of own) mkdirSync(folder, { recursive: true });
  const entry = new URL(locked);
  if (holding.journals === undefined) entry.search = '?alone';
  holder.execArgv = [
    ...sandboxArguments(heldSandbox(sandbox, holding, own)),
    `--import=${entry.href}`,
    ...(holder.execArgv ?? []).filter(
      (argument) => !/^--(no-)?(allow-|(experimental-)?permission)/.test(argument),
    ),
  ];
}

/** @throws Error if a test would run outside of the sandbox */
export function refuseUnheld(specifications: Specification[]): void {
  const loose = specifications.find(
    ({ pool, project }) => pool !== 'forks' || project.config.browser?.enabled,
  );
  if (loose)
    throw new Error(
      `${loose.moduleId} cannot be kept in a sandbox: it runs in ${loose.pool ?? 'a pool of its own'}`,
    );
}
