import type { AuditedMutant } from './audit.ts';

/** What may be decided of a break that no test notices. */
export const decisionKinds = ['equivalent', 'not-worth-a-test', 'needs-a-test'] as const;

export type DecisionKind = (typeof decisionKinds)[number];

/** What somebody decided of a break: an entry of `.realcov/accepted.json`, which belongs into the repository. */
export interface Decision {
  /** Id of the mutant. */
  mutant: string;
  kind: DecisionKind;
  reason: string;
  /** Who decided. */
  by: string;
  /** When, as ISO 8601. */
  at: string;
  /** What the break was then, so that people can read the file, and a stale entry can be named. */
  file: string;
  /** Name of the function around it. */
  function?: string;
  mutator: string;
  original: string;
  replacement: string;
}

/** Whether a break is no longer held against the tests. */
export function isAccepted({ kind }: Pick<Decision, 'kind'>): boolean {
  return kind !== 'needs-a-test';
}

/** A decision that no longer fits: the break is gone or its text another, or a test notices it now. */
export interface StaleDecision {
  decision: Decision;
  why: 'gone' | 'changed' | 'noticed';
}

/** What is decided of a break of an audit, in the form in which it is kept. */
export function decisionOn(
  { id, file, mutator, original, replacement }: AuditedMutant,
  name: string | undefined,
  decided: Pick<Decision, 'kind' | 'reason' | 'by' | 'at'>,
): Decision {
  const { kind, reason, by, at } = decided;
  return {
    mutant: id,
    kind,
    reason,
    by,
    at,
    file,
    ...(name !== undefined && { function: name }),
    mutator,
    original,
    replacement,
  };
}
