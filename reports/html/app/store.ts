/** The data of the page, and what its reader decided since it was made. */
import { computed, effect, signal } from '@preact/signals';
import { decidedAudit } from '../../../src/judge/decisions.ts';
import type { Decision } from '../../../src/model/decision.ts';
import type { ReportData } from '../../../src/model/report-data.ts';
import { type OwnDecisions, overlaid, parseOwn, pending } from './model/decisions.ts';
import { stored } from './storage.ts';

export const data = signal<ReportData>();

/** All decisions of this browser on projects of this name; there may be several. */
const mine = signal<OwnDecisions>({});

/** Those of them on this audit that are not in the project's file yet; `null` takes back one that is. */
export const own = computed((): OwnDecisions => (data.value ? pending(mine.value, data.value) : {}));

/** Whether what is decided outlasts this page. */
export const isKept = signal(true);

/** All that is decided now. */
export const decisions = computed((): Decision[] => overlaid(data.value?.decisions ?? [], own.value));

export function showData(next: ReportData): void {
  const isFirst = data.value === undefined;
  data.value = next;
  if (isFirst) keepDecisions(next.audit.project.name);
}

/** Shows what was decided elsewhere. */
export function showDecisions(decided: Decision[]): void {
  if (data.value === undefined) return;
  data.value = { ...data.value, decisions: decided, audit: decidedAudit(data.value.audit, decided) };
}

/** What this browser keeps of a break, in the project's file or not. */
export function ownOf(mutant: string): Decision | null | undefined {
  return mine.value[mutant];
}

/** @param entries by id of the mutant; `undefined` forgets what this browser knows of it */
export function keepOwn(entries: readonly [mutant: string, decision: Decision | null | undefined][]): void {
  const next = new Map<string, Decision | null>(Object.entries(mine.value));
  for (const [mutant, decision] of entries) {
    if (decision === undefined) next.delete(mutant);
    else next.set(mutant, decision);
  }
  mine.value = Object.fromEntries(next);
}

/** Reads what was decided before in this browser, and keeps what will be. */
function keepDecisions(project: string): void {
  const kept = stored(`realcov-decisions:${project}`);
  mine.value = parseOwn(kept.read());
  effect(() => {
    isKept.value = kept.write(JSON.stringify(mine.value));
  });
}
