/** Runs realcov's own commands as processes: what they run has no part in the server, and ends with them. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { phaseLabels } from '../commands/progress.ts';
import type { Phase } from '../model/progress.ts';
import { readProgress } from '../store/progress.ts';
import { killGroup } from '../system/processes.ts';

const cli = fileURLToPath(new URL(`../cli${import.meta.url.slice(-3)}`, import.meta.url));

/** In milliseconds: how long a command that is to stop may take for it. */
const longEnough = 10_000;
const lookEvery = 250;
const beatEvery = 5_000;

export interface Ran {
  /** The exit code; undefined if a signal ended it. */
  code: number | undefined;
  stdout: string;
  stderr: string;
}

export interface RunRequest {
  root: string;
  args: readonly string[];
  /** Aborted when nobody waits for the result any more. */
  signal: AbortSignal;
  /** Told at once, when there is news, and at least every five seconds: `running breaks 12/340`. */
  tell(message: string): void;
  /** What is told before the command says how far it is. */
  label: string;
  /** The program, and how many milliseconds it may take to stop; for tests. */
  program?: string;
  patience?: number;
}

/** Runs a command in a project until it ends; once it is to stop, it and all that it started is gone when this returns. */
export async function runCommand({
  root,
  args,
  signal,
  tell,
  label,
  program = cli,
  patience = longEnough,
}: RunRequest): Promise<Ran> {
  signal.throwIfAborted();
  const child = spawn(process.execPath, [...process.execArgv, program, ...args], {
    cwd: root,
    // A group of its own, so that all of it can be ended; the channel, so that it ends with the server.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  let killing: NodeJS.Timeout | undefined;
  const stop = () => {
    child.kill('SIGTERM');
    killing = setTimeout(() => killGroup(child), patience);
  };
  signal.addEventListener('abort', stop, { once: true });
  const quiet = tellProgress(root, () => child.pid, label, tell);
  try {
    const [stdout, stderr, code] = await Promise.all([
      textOf(child.stdout!),
      textOf(child.stderr!),
      new Promise<number | undefined>((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code) => resolve(code ?? undefined));
      }),
    ]);
    return { code, stdout, stderr };
  } finally {
    quiet();
    signal.removeEventListener('abort', stop);
    clearTimeout(killing);
  }
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  stream.setEncoding('utf8');
  let text = '';
  for await (const piece of stream) text += piece;
  return text;
}

function tellProgress(
  root: string,
  pid: () => number | undefined,
  label: string,
  tell: (message: string) => void,
): () => void {
  let last = label;
  let toldAt = performance.now();
  tell(label);
  const looking = setInterval(() => {
    const message = progressText(root, pid()) ?? last;
    if (message === last && performance.now() - toldAt < beatEvery) return;
    last = message;
    toldAt = performance.now();
    tell(message);
  }, lookEvery);
  return () => clearInterval(looking);
}

/** What the command has noted in the project; undefined if it is another one that runs there. */
export function progressText(root: string, pid: number | undefined): string | undefined {
  const note = readProgress(root);
  if (note === undefined || note.pid !== pid) return undefined;
  return phaseText(note.phase, note.done, note.total);
}

function phaseText(phase: string, done: number, total: number | undefined): string {
  const label = Object.hasOwn(phaseLabels, phase) ? phaseLabels[phase as Phase] : phase;
  if (total === undefined) return done > 0 ? `${label} ${done}` : label;
  return `${label} ${done}/${total}`;
}
