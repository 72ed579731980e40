import { join } from 'node:path';
import type { Sandbox } from '../../lab/sandbox.ts';
import { plainLaunch } from '../../lab/test-runners.ts';
import type { AuditOptions } from '../../options/audit-options.ts';
import { type PlainRun, runPlain } from '../../reproduce/plain-run.ts';

/** Runs test files of the copy with plain Vitest, in the sandbox if there is one. */
export type PlainVitest = (
  files: string[],
  how?: {
    /** Their duration without a break. */
    cleanMs?: number;
    /** Other variables of the environment. */
    env?: NodeJS.ProcessEnv;
  },
) => Promise<PlainRun>;

/** A limit in milliseconds, because some breaks never end. */
const cleanLimitMs = 300_000;
const endlessMs = 10_000;
const endlessFactor = 5;

export function plainVitest(
  { root, vitest }: Pick<AuditOptions, 'root' | 'vitest'>,
  runnerFolder: string,
  sandbox: Sandbox | undefined,
  signal: AbortSignal,
): PlainVitest {
  return (files, { cleanMs, env } = {}) => {
    const limitMs = cleanMs === undefined ? cleanLimitMs : endlessMs + endlessFactor * cleanMs;
    const { configFile, dir } = vitest;
    const launch =
      sandbox &&
      ((report: string) =>
        plainLaunch({
          root,
          runnerFolder,
          settings: {
            ...vitest,
            configFile: configFile && join(root, configFile),
            dir: dir && join(root, dir),
          },
          files,
          report,
          sandbox,
        }));
    return runPlain(
      { files },
      {
        root,
        runner: { name: 'vitest', folder: runnerFolder, settings: vitest },
        env,
        limitMs,
        launch,
        signal,
      },
    );
  };
}
