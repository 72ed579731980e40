import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { versionOf } from './repository.ts';

export interface Machine {
  cpu: string;
  cores: number;
  memoryGiB: number;
  system: string;
  /** Processes that wanted to run in the last minute, before the measurement: more than 0 slows both tools down. */
  loadBefore: number;
  loadAfter?: number;
}

export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    loadBefore: loadNow(),
  };
}

/** The load average of the last minute. */
export function loadNow(): number {
  return Math.round((loadavg()[0] ?? 0) * 100) / 100;
}

/** What the figures were measured with. */
export function versions(vitest: string): Record<string, string> {
  return {
    node: process.versions.node,
    realcov: versionOf('realcov'),
    stryker: versionOf('@stryker-mutator/core'),
    vitest,
  };
}
