import fs, { readlinkSync } from 'node:fs';
import { before } from './before.ts';
import type { Access } from './policy.ts';
import type { OnAccesses } from './watch-files.ts';

// Stored at load, before a suite can mock it.
const readlink = readlinkSync;

/** Calls that change a file even if it is open only for reading. */
const ofDescriptors = ['fchmod', 'fchown', 'futimes'];
const ofHandles = ['chmod', 'chown', 'utimes'];

/** Calls `onAccesses` before any change of an open file. */
export function watchDescriptors(onAccesses: OnAccesses): void {
  const refusalOf = ([descriptor]: readonly unknown[]) =>
    typeof descriptor === 'number' ? onAccesses([accessOf(descriptor)]) : undefined;
  for (const name of ofDescriptors) {
    before(fs, `${name}Sync`, refusalOf);
    before(fs, name, refusalOf);
  }
  const { open } = fs.promises;
  let isWatched = false;
  fs.promises.open = new Proxy(open, {
    apply: (target, self, args: Parameters<typeof open>) => {
      const opening = Reflect.apply(target, self, args);
      if (isWatched) return opening;
      // Their class is only reachable from an instance.
      return opening.then((handle) => {
        if (!isWatched) watchHandles(Object.getPrototypeOf(handle) as object, refusalOf);
        isWatched = true;
        return handle;
      });
    },
  });
}

function watchHandles(handles: object, refusalOf: (args: readonly unknown[]) => Error | undefined): void {
  for (const name of ofHandles)
    before(
      handles,
      name,
      (_, self) => refusalOf([(self as { fd: unknown }).fd]),
      (_, error) => Promise.reject(error),
    );
}

/** Name of an open file if the system does not tell which one it is. */
const unknown = 'a file that is open';

function accessOf(descriptor: number): Access {
  return { kind: 'write', path: pathOf(descriptor) ?? unknown, exists: true };
}

function pathOf(descriptor: number): string | undefined {
  try {
    return readlink(`/proc/self/fd/${descriptor}`);
  } catch {
    return undefined;
  }
}
