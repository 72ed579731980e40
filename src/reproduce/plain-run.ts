import { spawn } from 'node:child_process';
import { readFileSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { extraIn, refusalIn, seenIn } from '../guard/notes.ts';
import type { Touches } from '../guard/touches.ts';
import type { TestFailure } from '../model/reproduction.ts';
import { fullTempError } from '../system/full-disk.ts';
import { withoutNoise } from '../system/noise.ts';
import { relativeTo } from '../system/paths.ts';
import { killGroup } from '../system/processes.ts';
import { makeTempFolder, removeTempFolder } from '../system/temp-folders.ts';
import { holdIn } from './hold.ts';
import { reporterVariables } from './mocha-reporter.ts';
import { type PlainRunner, plainCommand, type Scope } from './plain-command.ts';
import { withoutTypeCheck } from './without-type-check.ts';

export interface PlainRun {
  green: boolean;
  timedOut: boolean;
  ms: number;
  failures: TestFailure[];
  /** The test files that ran, relative to the root. */
  files: string[];
  /** Something that the run was not allowed to do to files or processes, in words that follow "the break". */
  refused?: string;
  /** What the run does to files, as far as it was watched. */
  touches: Touches;
}

/** A special way to start Node. */
export interface Launch {
  /** Comes before the command. */
  prefix: string[];
  args: string[];
  /** Changes its environment. */
  env(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
}

export interface PlainRunOptions {
  root: string;
  /** A command to start instead of the project's own test runner; it writes its report to that file. */
  launch?: ((report: string) => Launch) | undefined;
  /** Unless `launch` says what is started. */
  runner?: PlainRunner | undefined;
  /** Stop after the first failure, if it does not matter which tests fail. */
  bail?: boolean | undefined;
  /** Additional or changed environment variables. */
  env?: NodeJS.ProcessEnv | undefined;
  /** After this time, the test runner and all processes that it started are killed. */
  limitMs: number;
  /** Runs in the given folder and not on a temporary copy of it. */
  inPlace?: boolean | undefined;
  /** If the system cannot contain it: the only allowed changes outside of the copy. Without it, all changes are allowed. */
  touches?: Touches | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Runs the plain test runner to its end in a child process, with the project's own settings.
 */
export async function runPlain(
  scope: Scope,
  { root, launch, runner, bail = false, env, limitMs, inPlace, touches, signal }: PlainRunOptions,
): Promise<PlainRun> {
  const folder = realpathSync(makeTempFolder('plain'));
  const report = join(folder, 'report.json');
  const startedAt = performance.now();
  try {
    const variables = { ...runner?.settings?.env, ...env };
    const held = await holdIn(folder, {
      root,
      env: variables,
      inPlace,
      touches,
      withoutNetwork: launch !== undefined,
    });
    const start = launch?.(report) ?? usual(runner, scope, { root, report, bail });
    const prefix = held.prefix.length > 0 ? held.prefix : start.prefix;
    const ended = await toEnd([...prefix, process.execPath, ...start.args], {
      cwd: root,
      env: start.env(held.env),
      limitMs,
      signal,
    });
    const full = ended.code === 0 ? undefined : fullTempError();
    // A failure may have been caused by the refusal.
    if (full) throw full;
    const read = readReport(report);
    const refused = refusalIn(held.notes);
    // On a temporary copy nothing real can happen, and only a test could have written the note.
    for (const path of held.prefix.length > 0 ? [] : extraIn(held.notes))
      rmSync(path, { recursive: true, force: true });
    return {
      green: ended.code === 0,
      timedOut: ended.timedOut,
      ms: performance.now() - startedAt,
      failures: ended.code === 0 ? [] : failuresOf(read, root, ended),
      files: read.testResults.map(({ name }) => relativeTo(root, name)).sort(),
      ...(refused !== undefined && { refused }),
      touches: seenIn(held.notes),
    };
  } finally {
    removeTempFolder(folder);
  }
}

function usual(
  runner: PlainRunner | undefined,
  scope: Scope,
  how: { root: string; report: string; bail: boolean },
): Launch {
  if (!runner) throw new Error('nothing says what is to be started');
  if (runner.name === 'node-test') {
    const own = { REALCOV_PLAIN_NODE_TEST: how.report };
    return { prefix: [], args: plainCommand(runner, scope, how), env: (env) => ({ ...env, ...own }) };
  }
  if (runner.name === 'mocha') {
    const files = 'files' in scope ? scope.files.map((file) => join(how.root, file)) : undefined;
    const own = { ...compilers, ...reporterVariables(how.report, files) };
    return { prefix: [], args: plainCommand(runner, scope, how), env: (env) => ({ ...env, ...own }) };
  }
  const first = runner.name === 'jest' ? withoutTypeCheck(dirname(how.report)) : [];
  return { prefix: [], args: [...first, ...plainCommand(runner, scope, how)], env: (env) => env };
}

/** Whether a break compiles is no question to the tests. What is kept of it must not hold what is broken on purpose. */
const compilers = { TS_NODE_TRANSPILE_ONLY: 'true', BABEL_DISABLE_CACHE: '1' };

interface Ended {
  /** `null` if a signal ended the process. */
  code: number | null;
  timedOut: boolean;
  output: string;
}

const keptOutput = 2_000;

interface Start {
  cwd: string;
  env: NodeJS.ProcessEnv;
  limitMs: number;
  signal: AbortSignal | undefined;
}

function toEnd([command = '', ...args]: string[], { cwd, env, limitMs, signal }: Start): Promise<Ended> {
  return new Promise((resolve, reject) => {
    // In its own process group, so that processes that hang can be killed with it.
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let timedOut = false;
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-keptOutput);
    };
    const stop = () => killGroup(child);
    const limit = setTimeout(() => {
      timedOut = true;
      stop();
    }, limitMs);
    const settle = () => {
      clearTimeout(limit);
      signal?.removeEventListener('abort', stop);
    };
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    // Ends processes that it left behind. They might keep the output open, or write to the folder.
    child.on('exit', stop);
    child.on('close', (code) => {
      settle();
      resolve({ code, timedOut, output });
    });
  });
}

/** In the form of Jest, which Vitest takes over. */
interface Report {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: {
      status: string;
      ancestorTitles: string[];
      title: string;
      failureMessages?: string[];
    }[];
  }[];
}

function readReport(file: string): Report {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return { testResults: [] };
  }
}

/** The tests that fail, then the files that do not load; the end of the output if neither is known. */
function failuresOf({ testResults }: Report, root: string, { code, output }: Ended): TestFailure[] {
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relativeTo(root, name);
    const names = numbered(assertionResults.map(nameOf));
    const failed = assertionResults.flatMap((test, at) =>
      test.status === 'failed'
        ? [{ file, test: names[at]!, message: firstLine(test.failureMessages?.[0] ?? '') }]
        : [],
    );
    if (failed.length > 0 || status !== 'failed') return failed;
    return [{ file, test: '', message: firstLine(message) }];
  });
  if (failures.length > 0) return failures;
  const end = withoutNoise(output.trim().split('\n')).slice(-3).join(' ');
  return [{ file: '', test: '', message: code === null ? 'it was ended' : `exit code ${code}: ${end}` }];
}

function nameOf({ ancestorTitles, title }: { ancestorTitles: string[]; title: string }): string {
  return [...ancestorTitles, title].filter((part) => part !== '').join(' > ');
}

/** As tests are named in an audit: ` #n` from the second of a name on. */
function numbered(names: string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} #${count}`;
  });
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
