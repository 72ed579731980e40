import { dirname, join } from 'node:path';
import type { RunnerPackage } from '../../discover/types.ts';
import { type Sandbox, scrubbed, withoutNetwork } from '../../lab/sandbox.ts';
import { heldArguments, plainLaunch } from '../../lab/test-runners.ts';
import type { RunnerSettings } from '../../model/runner-settings.ts';
import type { AuditOptions } from '../../options/audit-options.ts';
import { type PlainRunner, plainCommand } from '../../reproduce/plain-command.ts';
import { type Launch, type PlainRun, runPlain } from '../../reproduce/plain-run.ts';
import { withoutTypeCheck } from '../../reproduce/without-type-check.ts';

/** Runs test files of the copy with the plain test runner, in the sandbox if there is one. */
export type PlainSuite = (
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

export function plainSuite(
  { root, vitest: settings }: Pick<AuditOptions, 'root' | 'vitest'>,
  { name, folder }: RunnerPackage,
  sandbox: Sandbox | undefined,
  signal: AbortSignal,
): PlainSuite {
  return (files, { cleanMs, env } = {}) => {
    const limitMs = cleanMs === undefined ? cleanLimitMs : endlessMs + endlessFactor * cleanMs;
    const runner = { name, folder, settings };
    const launch = sandbox && launchOf({ root, runner, files, sandbox });
    return runPlain({ files }, { root, runner, env, limitMs, launch, signal });
  };
}

interface HeldRun {
  root: string;
  runner: PlainRunner & { settings: RunnerSettings };
  files: string[];
  sandbox: Sandbox;
}

function launchOf(run: HeldRun): (report: string) => Launch {
  return run.runner.name === 'jest' ? jestLaunch(run) : vitestLaunch(run);
}

function vitestLaunch({ root, runner: { folder, settings }, files, sandbox }: HeldRun) {
  const { configFile, dir } = settings;
  const absolute = {
    ...settings,
    configFile: configFile && join(root, configFile),
    dir: dir && join(root, dir),
  };
  return (report: string): Launch =>
    plainLaunch({ root, runnerFolder: folder, settings: absolute, files, report, sandbox });
}

/** All of it runs in one process, which is the one in the sandbox. */
function jestLaunch({ runner, files, sandbox }: HeldRun) {
  return (report: string): Launch => {
    const folder = dirname(report);
    const { reads, writes } = sandbox;
    const held = heldArguments({ reads, writes: [...writes, folder] }, { runnerFolder: runner.folder }, []);
    return {
      prefix: withoutNetwork(),
      args: [
        ...held,
        ...withoutTypeCheck(folder),
        ...plainCommand(runner, { files }, { report, bail: false }),
        ...['--runInBand', '--watchman=false'],
      ],
      env: scrubbed,
    };
  };
}
