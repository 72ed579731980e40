import module from 'node:module';
import { Server } from 'node:net';
import { resolve } from 'node:path';
import v8 from 'node:v8';
import { before } from './before.ts';
import { fileCalls } from './file-calls.ts';
import type { OnAccesses } from './watch-files.ts';

/** Calls `onAccesses` before functions of Node that write files without `node:fs`. */
export function watchOtherWriters(onAccesses: OnAccesses): void {
  const watch = (
    holder: object | undefined,
    name: string,
    pathOf: (args: readonly unknown[]) => string | undefined,
  ) =>
    before(holder, name, (args) => {
      const path = pathOf(args);
      const accesses = path === undefined ? [] : (fileCalls.writeFile?.([path]) ?? []);
      const known = accesses.filter((access) => access !== undefined);
      return known.length === 0 ? undefined : onAccesses(known);
    });
  watch(process.report, 'writeReport', reportPath);
  watch(v8, 'writeHeapSnapshot', ([file]) => textOf(file) ?? resolve('Heap.heapsnapshot'));
  watch(v8, 'setHeapSnapshotNearHeapLimit', () => resolve('Heap.heapsnapshot'));
  watch(module, 'enableCompileCache', ([given]) => textOf(given) ?? textOf(fieldOf(given, 'directory')));
  watch(Server.prototype, 'listen', ([given]) => socketPath(given) ?? socketPath(fieldOf(given, 'path')));
  watch(tracing(), 'createTracing', () => resolve('node_trace.1.log'));
}

/** Missing in threads. */
function tracing(): object | undefined {
  try {
    return process.getBuiltinModule('node:trace_events');
  } catch {
    return undefined;
  }
}

/** The file that Node writes. Without a name, Node chooses one; the folder is a setting. */
function reportPath([given]: readonly unknown[]): string {
  const { directory, filename } = process.report;
  return resolve(directory, textOf(given) ?? (filename === '' ? 'report.json' : filename));
}

/** A text with a number is a port. Names that begin with NUL, and pipes of Windows, are not files. */
function socketPath(given: unknown): string | undefined {
  const text = textOf(given);
  return text === undefined || /^(\d+$|\0|\\\\)/.test(text) ? undefined : text;
}

function textOf(given: unknown): string | undefined {
  return typeof given === 'string' && given !== '' ? given : undefined;
}

function fieldOf(given: unknown, name: string): unknown {
  return typeof given === 'object' && given !== null ? Reflect.get(given, name) : undefined;
}
