import type { Notice } from './audit.ts';
import type { Mutant } from './mutant.ts';
import type { FunctionUnit } from './source.ts';

/** What an audit would do, found without running anything (`--list`). */
export interface MutantList {
  project: { name: string; vitest: string; files: number };
  functions: FunctionUnit[];
  /** In source order, file by file; ignored and invalid ones included. */
  mutants: Mutant[];
  notices: Notice[];
}
