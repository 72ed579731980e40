import childProcess, { ChildProcess } from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import workerThreads from 'node:worker_threads';
import type { Command } from './commands.ts';

export interface ProcessEvents {
  /** A signal is about to be sent. Returns why it may not. */
  onSignal(pid: number, signal: string | number): Error | undefined;
  /** A program is about to be started; returns why it may not. */
  onCommand(command: Command): Error | undefined;
  /** A thread is about to be started: returns the options that it is started with. */
  onThread(options: object | undefined): object | undefined;
  /** A program was started. */
  onChild(pid: number): void;
}

type Call = (this: unknown, ...args: unknown[]) => unknown;

/** Puts `events` before signals, programs and threads. */
export function watchProcesses(events: ProcessEvents): void {
  watchSignals(events);
  watchPrograms(events);
  const { Worker } = workerThreads;
  workerThreads.Worker = new Proxy(Worker, {
    construct: (target, [file, options]: [unknown, object | undefined], newTarget) =>
      Reflect.construct(target, [file, events.onThread(options)], newTarget) as object,
  });
  syncBuiltinESMExports();
}

function watchSignals({ onSignal }: ProcessEvents): void {
  around(process, 'kill', (original, [pid, signal = 'SIGTERM']) => {
    // 0 only asks whether the process is there; what is no number fails by itself.
    const isQuestion = signal === 0 || !Number.isInteger(Number(pid));
    const error = isQuestion ? undefined : onSignal(Number(pid), signal as string | number);
    if (error) throw error;
    return original();
  });
  // It is a signal too: it opens the other's debugger.
  around(process, '_debugProcess', (original, [pid]) => {
    const error = onSignal(Number(pid), 'SIGUSR1');
    if (error) throw error;
    return original();
  });
  around(process, 'abort', (original) => {
    const error = onSignal(process.pid, 'SIGABRT');
    if (error) throw error;
    return original();
  });
}

interface SpawnOptions {
  file?: string;
  args?: string[];
  cwd?: string | URL;
}

function watchPrograms({ onCommand, onChild }: ProcessEvents): void {
  const check = (program: unknown, args: unknown, cwd: unknown) => {
    if (program === undefined || program === '') return;
    const error = onCommand({
      program: String(program),
      args: Array.isArray(args) ? args.map(String) : [],
      cwd:
        cwd === undefined || cwd === null ? process.cwd() : String(cwd instanceof URL ? cwd.pathname : cwd),
    });
    if (error) throw error;
  };
  // All that run beside this process come through here.
  around(ChildProcess.prototype as unknown as object, 'spawn', (original, [given], self) => {
    const { file, args, cwd } = given as SpawnOptions;
    check(file, args?.slice(1), cwd);
    const result = original();
    const { pid } = self as ChildProcess;
    if (pid !== undefined) onChild(pid);
    return result;
  });
  for (const name of ['spawnSync', 'execFileSync']) {
    around(childProcess, name, (original, [file, args, options]) => {
      const rest = Array.isArray(args) ? options : args;
      check(file, args, (rest as SpawnOptions | undefined)?.cwd);
      return original();
    });
  }
  around(childProcess, 'execSync', (original, [command, options]) => {
    check(command, [], (options as SpawnOptions | undefined)?.cwd);
    return original();
  });
}

function around(
  holder: object,
  name: string,
  call: (original: () => unknown, args: unknown[], self: unknown) => unknown,
): void {
  const methods = holder as Record<string, unknown>;
  const original = methods[name] as Call | undefined;
  if (typeof original !== 'function') return;
  methods[name] = new Proxy(original, {
    apply: (target, self, args: unknown[]) => call(() => Reflect.apply(target, self, args), args, self),
  });
}
