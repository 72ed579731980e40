import { Guard } from './guard.ts';
import { type GuardOrder, noteExtra, noteRefusal, noteSeen } from './notes.ts';
import { guardedOptions, guardedThread } from './preloaded.ts';

/**
 * Guards this process or thread before its program begins.
 * @param file of the order, handed on to threads
 */
export function guardBy({ root, temporary, touches, notes }: GuardOrder, file: string): void {
  const extra: string[] = [];
  const guard = new Guard({
    root,
    temporary,
    isContained: false,
    onRefusal: (what) => noteRefusal(notes, what),
    onExtra: (paths) => {
      extra.push(...paths);
      noteExtra(notes, extra);
    },
    onLearned: () => noteSeen(notes, guard.seen),
    threadOptions: (options) => guardedThread(options, file),
    // Programs get the guard even if the caller sets a new environment.
    nodeOptions: (given) => (given?.includes(file) ? given : guardedOptions(given, file)),
  });
  if (touches) guard.hold(touches);
}
