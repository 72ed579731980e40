import { fileURLToPath } from 'node:url';
import type { Lab } from '../lab.ts';
import { ProcessLab, type ProcessLabOptions } from '../process/process-lab.ts';
import { RunnerHost, type RunnerHostOptions } from '../process/runner-host.ts';

const entry = fileURLToPath(new URL(`./host${import.meta.url.slice(-3)}`, import.meta.url));
const runner = { title: 'Jest', command: 'npx jest', entry, losesOneWorkerOnly: true };

/**
 * Starts the project's own Jest.
 * @throws UserError (suite does not start) with Jest's own message
 */
export async function openJestLab(
  options: RunnerHostOptions & Omit<ProcessLabOptions, 'isSandboxed'>,
): Promise<Lab> {
  return ProcessLab.open((folder, onRan) => new RunnerHost(runner, options, folder, onRan), {
    ...options,
    isSandboxed: options.sandbox !== undefined,
  });
}
