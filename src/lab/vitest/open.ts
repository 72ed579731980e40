import { fileURLToPath } from 'node:url';
import type { Lab } from '../lab.ts';
import { ProcessLab, type ProcessLabOptions } from '../process/process-lab.ts';
import { RunnerHost, type RunnerHostOptions } from '../process/runner-host.ts';

export type HostedLabOptions = RunnerHostOptions & Omit<ProcessLabOptions, 'isSandboxed'>;

const entry = fileURLToPath(new URL(`./host${import.meta.url.slice(-3)}`, import.meta.url));

/**
 * Starts the project's own Vitest.
 * @throws UserError (suite does not start) with Vitest's own message
 */
export function openVitestLab(options: HostedLabOptions): Promise<Lab> {
  // Vitest 3 crashes when a worker crashes.
  const runner = {
    title: 'Vitest',
    command: 'npx vitest run',
    entry,
    losesOneWorkerOnly: options.major !== 3,
  };
  const isSandboxed = options.sandbox !== undefined;
  return ProcessLab.open((folder, onRan) => new RunnerHost(runner, options, folder, onRan), {
    ...options,
    isSandboxed,
  });
}
