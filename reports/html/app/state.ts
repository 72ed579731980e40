/** What the page shows now. */
import { computed, signal } from '@preact/signals';
import { decidedAudit } from '../../../src/judge/decisions.ts';
import { changeFacts, worseBreaks } from '../../change/facts.ts';
import { functionRows } from './model/functions.ts';
import { type Report, toReport } from './model/report.ts';
import { address, parseRoute } from './model/route.ts';
import { testRows } from './model/tests.ts';
import { data, decisions, own } from './store.ts';

/** As it was audited, with the decisions of then. */
const base = computed(() => (data.value === undefined ? undefined : toReport(data.value)));

/** With what was decided since. */
const current = computed(() => {
  if (data.value === undefined || Object.keys(own.value).length === 0) return base.value;
  return toReport({ ...data.value, audit: decidedAudit(data.value.audit, decisions.value) });
});

/** The report; only asked for once there is one. */
export function useReport(): Report {
  return known(current.value);
}

/** The report that does not change while somebody decides. */
export function useBaseReport(): Report {
  return known(base.value);
}

function known(report: Report | undefined): Report {
  if (report === undefined) throw new Error('there is no report yet');
  return report;
}

const change = computed(() => changeFacts(useReport().audit));
/** What a change made worse; undefined for an audit that is not of a change. */
export const useChange = () => change.value;

const worse = computed(
  () => new Map(change.value && worseBreaks(change.value).map((shown) => [shown.mutant.id, shown])),
);
export const useWorse = (id: string) => worse.value.get(id);

const functions = computed(() => functionRows(useReport()));
export const useFunctionRows = () => functions.value;

const tests = computed(() => testRows(useReport()));
export const useTestRows = () => tests.value;

export const hash = signal(location.hash);
export const route = computed(() => parseRoute(hash.value));

/** So many rows of a list are printed. */
export const printedRows = 500;

/** While a page is printed, everything is there at once, up to `printedRows`. */
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
