import { type FindingKind, findingKinds } from './finding.ts';

/** What a gate may fail on beside findings. Of a change: only what the change made so. */
export const worseKinds = [
  'new-survivors',
  'lost-kills',
  'pseudo-tested',
  'theater',
  'unpinned-tests',
] as const;

export type GateKind = FindingKind | (typeof worseKinds)[number];

export const gateKinds: readonly GateKind[] = [...worseKinds, ...findingKinds];

/** Whether it says something of tests, and nothing of breaks or functions. */
export function isAboutTests(kind: GateKind): boolean {
  return kind !== 'new-survivors' && kind !== 'lost-kills' && kind !== 'pseudo-tested';
}
