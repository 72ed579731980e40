import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { heldSandbox, lockedImport, type Holding as ProcessHolding } from '../process/held-sandbox.ts';
import { type Sandbox, sandboxArguments } from '../sandbox.ts';
import { leftoversOf, type Project, type Specification, type Vitest } from './vitest-api.ts';

export interface Holding extends ProcessHolding {
  major: number;
  /** Folder for temporary files of realcov itself. */
  folder: string;
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
  holder.execArgv = [
    ...sandboxArguments(heldSandbox(sandbox, holding, own)),
    lockedImport({ alone: holding.journals === undefined, compilers: false }),
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
