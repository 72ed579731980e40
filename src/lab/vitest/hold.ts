import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { type Sandbox, sandboxArguments } from '../sandbox.ts';
import { leftoversOf, type Project, type Specification, type Vitest } from './vitest-api.ts';

export interface Holding {
  major: number;
  /** For temporary files of realcov itself. */
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

/** What the processes of the sandbox may touch: what was given, and what they need to run at all. */
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
 * Has the processes of a project run in the sandbox, whatever the project says of permissions itself: what is run there is
 * not its own code.
 */
export function holdWorkers({ config }: Project, vitest: Vitest, sandbox: Sandbox, holding: Holding): void {
  const forks = (config.poolOptions as { forks?: { execArgv?: string[] } } | undefined)?.forks;
  const holder = (holding.major === 3 ? forks : config) as { execArgv?: string[] } | undefined;
  if (!holder) throw new Error('the tests cannot be kept in a sandbox');
  // Other pools run tests in threads of Vitest's own process, which is in no sandbox.
  // And Vitest copies any file that a test calls an attachment to where it is told.
  const attachmentsDir = join(holding.folder, 'attachments');
  Object.assign(config, { pool: 'forks', poolMatchGlobs: [], attachmentsDir });
  const own = leftoversOf(vitest);
  // A folder that is not there when a process starts is taken for a file, in which there is nothing to read.
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

/** @throws Error if one would run where nothing holds it */
export function refuseUnheld(specifications: Specification[]): void {
  const loose = specifications.find(
    ({ pool, project }) => pool !== 'forks' || project.config.browser?.enabled,
  );
  if (loose)
    throw new Error(
      `${loose.moduleId} cannot be kept in a sandbox: it runs in ${loose.pool ?? 'a pool of its own'}`,
    );
}
