import childProcess, { ChildProcess } from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import type { Writable } from 'node:stream';
import workerThreads from 'node:worker_threads';
import type { Command } from './commands.ts';
import { commandOf, type SpawnOptions, textOf, withOptions } from './spawned.ts';

export interface ProcessEvents {
  /** Called before a signal is sent. Returns an error to refuse it. */
  onSignal(pid: number, signal: string | number): Error | undefined;
  /** Called before a program starts. Returns an error to refuse it. */
  onCommand(command: Command): Error | undefined;
  /** Called before a thread starts. Returns its options. */
  onThread(options: object | undefined): object | undefined;
  /** A program was started. */
  onChild(pid: number): void;
  /** `NODE_OPTIONS` of a program before its start; undefined leaves them unchanged. */
  nodeOptions(given: string | undefined): string | undefined;
  /** Called before a running program gets more input. Returns an error to refuse it. */
  onInput(command: Command): Error | undefined;
}

type Call = (this: unknown, ...args: unknown[]) => unknown;

/** Calls `events` before signals, programs and threads. */
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
    // 0 only checks whether the process exists. Anything but a number fails in Node.
    const isQuestion = signal === 0 || !Number.isInteger(Number(pid));
    const error = isQuestion ? undefined : onSignal(Number(pid), signal as string | number);
    if (error) throw error;
    return original();
  });
  // This is also a signal: it opens the debugger of the other process.
  around(process, '_debugProcess', (original, [pid]) => {
    const error = onSignal(Number(pid), 'SIGUSR1');
    if (error) throw error;
    return original();
  });
  around(os, 'setPriority', (original, [pid, priority]) => {
    const isOther = priority !== undefined && pid !== 0 && pid !== process.pid;
    const error = isOther ? onSignal(Number(pid), 'another priority') : undefined;
    if (error) throw error;
    return original();
  });
  around(process, 'abort', (original) => {
    const error = onSignal(process.pid, 'SIGABRT');
    if (error) throw error;
    return original();
  });
}

function watchPrograms({ onCommand, onChild, onInput, nodeOptions }: ProcessEvents): void {
  const check = (program: unknown, args: unknown, options: unknown): Command | undefined => {
    if (program === undefined || program === '') return undefined;
    const command = commandOf(program, args, options as SpawnOptions | undefined);
    const error = onCommand(command);
    if (error) throw error;
    return command;
  };
  // All asynchronous starts go through this method.
  around(ChildProcess.prototype as unknown as object, 'spawn', (original, [given], self) => {
    const { file, args } = given as SpawnOptions;
    const command = check(file, args?.slice(1), given);
    const env = withOptions(given as SpawnOptions, nodeOptions);
    const envPairs = env && Object.entries(env).map(([name, value]) => `${name}=${value}`);
    const result = envPairs ? original([{ ...(given as object), envPairs }]) : original();
    const { pid, stdin } = self as ChildProcess;
    if (pid !== undefined) onChild(pid);
    if (command && stdin) watchInput(stdin, (input) => onInput({ ...command, input }));
    return result;
  });
  for (const name of ['spawnSync', 'execFileSync']) {
    around(childProcess, name, (original, [file, args, options]) => {
      const [list, settings] = Array.isArray(args) ? [args, options] : [undefined, args];
      check(file, list, settings);
      const env = withOptions(settings as SpawnOptions | undefined, nodeOptions);
      const known = list ? [file, list] : [file];
      return env ? original([...known, { ...(settings as object | undefined), env }]) : original();
    });
  }
  around(childProcess, 'execSync', (original, [command, options]) => {
    check(command, [], options);
    const env = withOptions(options as SpawnOptions | undefined, nodeOptions);
    return env ? original([command, { ...(options as object | undefined), env }]) : original();
  });
  // This replaces the process by another one.
  around(process, 'execve', (original, [file, args, env]) => {
    check(file, (args as string[] | undefined)?.slice(1), { env });
    return original();
  });
}

function watchInput(stdin: Writable, onInput: (text: string) => Error | undefined): void {
  for (const name of ['write', 'end'])
    around(stdin, name, (original, [chunk]) => {
      const isText = typeof chunk === 'string' || ArrayBuffer.isView(chunk);
      const error = isText ? onInput(textOf(chunk)) : undefined;
      if (!error) return original();
      // There is no more input.
      stdin.destroy();
      throw error;
    });
}

function around(
  holder: object,
  name: string,
  call: (original: (args?: unknown[]) => unknown, args: unknown[], self: unknown) => unknown,
): void {
  const methods = holder as Record<string, unknown>;
  const original = methods[name] as Call | undefined;
  if (typeof original !== 'function') return;
  methods[name] = new Proxy(original, {
    apply: (target, self, args: unknown[]) =>
      call((other = args) => Reflect.apply(target, self, other), args, self),
  });
}
