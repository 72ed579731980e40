import type { Lab } from '../lab.ts';
import { ProcessLab, type ProcessLabOptions } from '../process/process-lab.ts';
import { VitestHost, type VitestHostOptions } from './vitest-host.ts';

export type VitestLabOptions = VitestHostOptions & Omit<ProcessLabOptions, 'isSandboxed'>;

/**
 * Starts the project's own Vitest.
 * @throws UserError (suite does not start) with Vitest's own message
 */
export function openVitestLab(options: VitestLabOptions): Promise<Lab> {
  const isSandboxed = options.sandbox !== undefined;
  return ProcessLab.open((folder, onRan) => new VitestHost(options, folder, onRan), {
    ...options,
    isSandboxed,
  });
}
