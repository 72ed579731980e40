/** What the page shows now. */
import { computed, signal } from '@preact/signals';
import type { ReportData } from '../../../src/model/report-data.ts';
import { functionRows } from './model/functions.ts';
import { type Report, toReport } from './model/report.ts';
import { address, parseRoute } from './model/route.ts';

const data = signal<ReportData>();

export function showData(next: ReportData): void {
  data.value = next;
}

const current = computed(() => (data.value === undefined ? undefined : toReport(data.value)));

/** The report; only asked for once there is one. */
export function useReport(): Report {
  const report = current.value;
  if (report === undefined) throw new Error('there is no report yet');
  return report;
}

const rows = computed(() => functionRows(useReport()));
export const useFunctionRows = () => rows.value;

export const hash = signal(location.hash);
export const route = computed(() => parseRoute(hash.value));

/** While a page is printed, everything is there at once, up to a limit. */
export const printing = signal(false);
addEventListener('beforeprint', () => {
  printing.value = true;
});
addEventListener('afterprint', () => {
  printing.value = false;
});

/** Changes the query of the address without a step back in the history: filters are no places to go back to. */
export function changeQuery(changes: Record<string, string>): void {
  const { view, id, query } = route.value;
  if (view === 'unknown') return;
  const next = address(view, id, { ...query, ...changes });
  history.replaceState(history.state, '', next);
  hash.value = next;
}
