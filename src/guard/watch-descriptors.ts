import fs, { readlinkSync } from 'node:fs';
import { before } from './before.ts';
import type { Access } from './policy.ts';
import type { OnAccesses } from './watch-files.ts';

// Bound at load, before a suite can mock it.
const readlink = readlinkSync;

/** They change a file that may be open for reading only. */
const ofDescriptors = ['fchmod', 'fchown', 'futimes'];
const ofHandles = ['chmod', 'chown', 'utimes'];

/** Puts `onAccesses` before what changes a file that is open, whoever opened it, and for what. */
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
      // Their class can be had from one of them alone.
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

/** Where the system does not tell what is open, it is something of this name. */
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
