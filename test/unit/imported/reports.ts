/** Reports of other tools: written by StrykerJS 10.1.1 with its Vitest plugin, and one like those of PIT 1.17. */
import { readFileSync } from 'node:fs';
import { auditOf } from '../../../src/imported/convert.ts';
import { checkedReport } from '../../../src/imported/read.ts';

function read(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}

export const strykerReport = () => read('stryker.json');
export const pitReport = () => read('pit.json');

/** The audit of a report. */
export function imported(report: object) {
  return auditOf(checkedReport(report, 'mutation.json'), { toolVersion: '0.1.0', name: 'here' });
}

interface Mutant {
  [key: string]: unknown;
}

/** A report of one file, with what is said of its mutants and of itself. */
export function reportOf(source: string, mutants: Mutant[], others: object = {}): object {
  return {
    schemaVersion: '2.0',
    thresholds: { high: 80, low: 60 },
    files: { 'src/a.ts': { language: 'typescript', source, mutants: mutants.map(whole) } },
    ...others,
  };
}

function whole(mutant: Mutant, index: number): Mutant {
  const location = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
  return { id: String(index), mutatorName: 'Any', replacement: 'x', location, status: 'Killed', ...mutant };
}
