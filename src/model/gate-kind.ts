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
