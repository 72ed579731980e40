import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { anchored } from './anchor.ts';
import { before } from './before.ts';
import { fileCalls } from './file-calls.ts';
import type { Access } from './policy.ts';
import { watchDescriptors } from './watch-descriptors.ts';
import { watchOtherWriters } from './watch-other-writers.ts';

/** Called before a call changes files. Returns an error to refuse it. */
export type OnAccesses = (accesses: Access[]) => Error | undefined;

/** Calls whose effect depends on flags. */
const mayOnlyRead = /^(open|readFile)$/;

const nextTick = process.nextTick.bind(process);

/** Calls `onAccesses` before everything in Node's own modules that changes files. */
export function watchFiles(onAccesses: OnAccesses): void {
  for (const [name, read] of Object.entries(fileCalls)) {
    const refusalOf = (args: readonly unknown[]) => {
      const accesses = read(args).filter((access) => access !== undefined);
      return accesses.length === 0 ? undefined : onAccesses(accesses);
    };
    const changes = (args: readonly unknown[]) => !mayOnlyRead.test(name) || read(args).length > 0;
    anchor(fs.promises, name, changes, settled);
    anchor(fs, name, changes, calledBack);
    before(fs.promises, name, refusalOf, (_, error) => Promise.reject(error));
    before(fs, name, refusalOf, callBack);
    before(fs, `${name}Sync`, refusalOf);
  }
  watchDescriptors(onAccesses);
  watchOtherWriters(onAccesses);
  syncBuiltinESMExports();
}

function callBack(args: readonly unknown[], error: Error): undefined {
  const callback = args.findLast((arg) => typeof arg === 'function');
  if (callback === undefined) throw error;
  nextTick(callback as (error: Error) => void, error);
}

type Restore = (error: unknown) => unknown;

/** Makes an asynchronous call keep the folder in which it was started. */
function anchor(
  holder: object,
  name: string,
  changes: (args: readonly unknown[]) => boolean,
  run: (call: (args: unknown[]) => unknown, args: unknown[], restore: Restore) => unknown,
): void {
  const methods = holder as Record<string, unknown>;
  const original = methods[name];
  if (typeof original !== 'function') return;
  methods[name] = new Proxy(original, {
    apply: (target, self, args: unknown[]) => {
      const found = changes(args) ? anchored(name, args) : undefined;
      const call = (given: unknown[]) => Reflect.apply(target, self, given) as unknown;
      return found ? run(call, found.args, found.restore) : call(args);
    },
  });
}

function settled(call: (args: unknown[]) => unknown, args: unknown[], restore: Restore): unknown {
  return (call(args) as Promise<unknown>).catch((error: unknown) => {
    throw restore(error);
  });
}

function calledBack(call: (args: unknown[]) => unknown, args: unknown[], restore: Restore): unknown {
  const at = args.findLastIndex((arg) => typeof arg === 'function');
  if (at < 0) return call(args);
  const callback = args[at] as (error: unknown, ...results: unknown[]) => void;
  return call(args.with(at, (error: unknown, ...results: unknown[]) => callback(restore(error), ...results)));
}
