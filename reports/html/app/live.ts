/** While an audit runs under `realcov open`, the page says how far it is, and takes its result when it comes. */
import { signal } from '@preact/signals';
import type { AuditedMutant } from '../../../src/model/audit.ts';
import type { LiveEvent } from '../../../src/model/live.ts';
import { Arrivals } from './model/arrivals.ts';
import { toData } from './read-data.ts';
import { askForData, isServed, listen } from './server.ts';
import { data, showData, showDecisions } from './store.ts';

type Progress = Extract<LiveEvent, { type: 'progress' }>;

/** How far the audit is that runs; undefined if none does. */
export const progress = signal<Progress>();

/** The verdicts of the audit that runs, or ran last while this page was open. */
export const arrivals = signal(new Arrivals('', new Map()));

/** Whether the server went away. */
export const isAlone = signal(false);

/** Why another audit cannot be shown; '' if nothing is wrong. */
export const unreadable = signal('');

export function followAudit(): void {
  if (!isServed) return;
  void listen(take).then(() => {
    progress.value = undefined;
    isAlone.value = true;
  });
}

function take(event: LiveEvent): void {
  if (event.type === 'data') void takeData();
  else if (event.type === 'decisions') showDecisions(event.decisions);
  else if (event.type === 'ended') endOf(event.audit);
  else {
    if (arrivals.value.audit !== event.audit) arrivals.value = new Arrivals(event.audit, shownNow());
    if (event.type === 'progress') progress.value = event;
    else arrivals.value = arrivals.value.with(event.verdicts);
  }
}

/** Another one may have begun already. */
function endOf(audit: string): void {
  if (progress.value?.audit === audit) progress.value = undefined;
}

function shownNow(): Map<string, AuditedMutant> {
  return new Map(data.value?.audit.mutants.map((mutant) => [mutant.id, mutant]));
}

let asked = 0;

async function takeData(): Promise<void> {
  asked++;
  const own = asked;
  try {
    const data = toData(await askForData());
    // Another one was asked for meanwhile.
    if (own !== asked) return;
    showData(data);
    unreadable.value = '';
  } catch (error) {
    if (own === asked) unreadable.value = error instanceof Error ? error.message : String(error);
  }
}
