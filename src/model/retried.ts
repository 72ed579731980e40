import type { AuditedMutant } from './audit.ts';

/** What became of a break of an earlier audit. */
export interface Retried {
  id: string;
  break: Pick<AuditedMutant, 'file' | 'location' | 'mutator' | 'original' | 'replacement'>;
  /** `gone`: the code that it is in is another one now. */
  outcome: 'noticed' | 'unnoticed' | 'unproven' | 'gone';
  /** Who notices it; or, if nobody does, who reaches it. A hook or a file that notices it has no name. */
  tests: { file: string; line: number; name: string }[];
  /** Why it is not proven. */
  reason?: string;
  /** How the first test fails: one line. */
  failure?: string;
}
