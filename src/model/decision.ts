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
  function?: string;
  mutator: string;
  original: string;
  replacement: string;
}

/** Whether a break is no longer held against the tests. */
export function isAccepted({ kind }: Pick<Decision, 'kind'>): boolean {
  return kind !== 'needs-a-test';
}
