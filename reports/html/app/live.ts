/** While an audit runs under `realcov open`, the page says how far it is, and takes its result when it comes. */
import { signal } from '@preact/signals';
import { isServed, listen, type ServerEvent } from './server.ts';
import { showData } from './store.ts';

type Progress = Extract<ServerEvent, { type: 'progress' }>;

export const progress = signal<Progress>();

/** Whether the server went away. */
export const isAlone = signal(false);

export function followAudit(): void {
  if (!isServed) return;
  void listen((event) => {
    if (event.type === 'progress') progress.value = event.ended ? undefined : event;
    else {
      progress.value = undefined;
      showData(event.data);
    }
  }).then(() => {
    progress.value = undefined;
    isAlone.value = true;
  });
}
