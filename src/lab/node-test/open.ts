import { fileURLToPath } from 'node:url';
import { exitCodes, UserError } from '../../errors.ts';
import type { Lab } from '../lab.ts';
import { ProcessLab, type ProcessLabOptions } from '../process/process-lab.ts';
import { RunnerHost, type RunnerHostOptions } from '../process/runner-host.ts';

const entry = fileURLToPath(new URL(`./host${import.meta.url.slice(-3)}`, import.meta.url));
const runner = { title: 'node:test', command: 'node --test', entry, losesOneWorkerOnly: true };

/**
 * Starts what runs in the place of `node --test`.
 * @throws UserError (suite does not start) with Node's own message
 */
export async function openNodeTestLab(
  options: RunnerHostOptions & Omit<ProcessLabOptions, 'isSandboxed'>,
): Promise<Lab> {
  if (options.sandbox)
    throw new UserError(
      exitCodes.usage,
      'tests of node:test cannot be kept in a sandbox',
      'use --allow-unsandboxed',
    );
  return ProcessLab.open((folder, onRan) => new RunnerHost(runner, options, folder, onRan), {
    ...options,
    isSandboxed: false,
  });
}
