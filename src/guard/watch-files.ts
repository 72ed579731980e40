import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import v8 from 'node:v8';
import { fileCalls } from './file-calls.ts';
import type { Access } from './policy.ts';

/** Asked before a call changes files. Returns why it may not. */
export type OnAccesses = (accesses: Access[]) => Error | undefined;

const nextTick = process.nextTick.bind(process);

/** Puts `onAccesses` before every call of `node:fs` that changes files, in all of its three forms. */
export function watchFiles(onAccesses: OnAccesses): void {
  for (const [name, read] of Object.entries(fileCalls)) {
    const refusalOf = (args: readonly unknown[]) => {
      const accesses = read(args).filter((access) => access !== undefined);
      return accesses.length === 0 ? undefined : onAccesses(accesses);
    };
    watch(fs.promises, name, refusalOf, (_, error) => Promise.reject(error));
    watch(fs, name, refusalOf, callBack);
    watch(fs, `${name}Sync`, refusalOf, fail);
  }
  // They write over any file that they are given.
  for (const [holder, name] of [
    [process.report, 'writeReport'],
    [v8, 'writeHeapSnapshot'],
  ] as const) {
    const refusalOf = (args: readonly unknown[]) => {
      const accesses = fileCalls.writeFile?.(args).filter((access) => access !== undefined) ?? [];
      return accesses.length === 0 ? undefined : onAccesses(accesses);
    };
    watch(holder, name, refusalOf, fail);
  }
  syncBuiltinESMExports();
}

function callBack(args: readonly unknown[], error: Error): undefined {
  const callback = args.findLast((arg) => typeof arg === 'function');
  if (callback === undefined) throw error;
  nextTick(callback as (error: Error) => void, error);
}

function fail(_: readonly unknown[], error: Error): never {
  throw error;
}

function watch(
  holder: object,
  name: string,
  refusalOf: (args: readonly unknown[]) => Error | undefined,
  refuse: (args: readonly unknown[], error: Error) => unknown,
): void {
  const methods = holder as Record<string, unknown>;
  const original = methods[name];
  if (typeof original !== 'function') return;
  methods[name] = new Proxy(original, {
    apply: (target, self, args: unknown[]) => {
      const error = refusalOf(args);
      return error ? refuse(args, error) : Reflect.apply(target, self, args);
    },
  });
}
