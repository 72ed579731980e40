/** The data of the page, and what its reader decided since it was made. */
import { computed, effect, signal } from '@preact/signals';
import type { Decision } from '../../../src/model/decision.ts';
import type { ReportData } from '../../../src/model/report-data.ts';
import { type OwnDecisions, overlaid, parseOwn } from './model/decisions.ts';
import { stored } from './storage.ts';

export const data = signal<ReportData>();

/** Decisions of this browser that are not in the project's file yet; `null` takes back one that is. */
export const own = signal<OwnDecisions>({});

/** Whether what is decided outlasts this page. */
export const isKept = signal(true);

/** All that is decided now. */
export const decisions = computed((): Decision[] => overlaid(data.value?.decisions ?? [], own.value));

export function showData(next: ReportData): void {
  data.value = next;
}

/** Reads what was decided before in this browser, and keeps what will be. */
export function keepDecisions(project: string): void {
  const kept = stored(`realcov-decisions:${project}`);
  own.value = parseOwn(kept.read());
  effect(() => {
    isKept.value = kept.write(JSON.stringify(own.value));
  });
}
