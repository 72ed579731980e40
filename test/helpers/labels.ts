import type { Audit } from '../../src/model/audit.ts';
import type { FindingKind } from '../../src/model/finding.ts';

/** How well findings fit the labels in brackets that the names of tests carry, `[ok]` for none. */
export interface Accuracy {
  kind: FindingKind;
  /** Tests with the label, tests with the finding, and tests with both. */
  labelled: number;
  found: number;
  right: number;
  /** What is found and labelled otherwise, and the other way round. */
  wrong: string[];
}

/** By kind, for every kind that is a label or a finding. */
export function accuracyOf({ tests, findings }: Pick<Audit, 'tests' | 'findings'>): Accuracy[] {
  const byTest = new Map(findings.map(({ testId, kind }) => [testId, kind]));
  const seen = tests.map(({ id, file, line, name }) => ({
    label: /\[([\w-]+)\]/.exec(name)?.[1] ?? 'ok',
    kind: byTest.get(id) ?? 'ok',
    place: `${file}:${line} ${name}`,
  }));
  const kinds = new Set(seen.flatMap(({ label, kind }) => [label, kind]));
  kinds.delete('ok');
  return [...kinds].sort().map((kind) => ({
    kind: kind as FindingKind,
    labelled: seen.filter(({ label }) => label === kind).length,
    found: seen.filter((test) => test.kind === kind).length,
    right: seen.filter((test) => test.kind === kind && test.label === kind).length,
    wrong: seen
      .filter((test) => (test.kind === kind) !== (test.label === kind))
      .map((test) => `${test.place}: found ${test.kind}`),
  }));
}

export const precision = ({ right, found }: Accuracy): number => (found === 0 ? 1 : right / found);
export const recall = ({ right, labelled }: Accuracy): number => (labelled === 0 ? 1 : right / labelled);
