import { historyEntry } from '../../src/judge/history.ts';
import type { HistoryEntry } from '../../src/model/history.ts';
import { sampleAudit } from './sample-audit.ts';

/** An audit of the sample on the first of a month, with such figures. */
export function historyOn(month: number, changes: Partial<HistoryEntry> = {}): HistoryEntry {
  const at = `2026-${String(month).padStart(2, '0')}-01T02:03:04.000Z`;
  return { ...historyEntry(sampleAudit(), { at })!, ...changes };
}
