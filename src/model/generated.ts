import type { ContractViolation } from './contract.ts';

/** What became of the attempt to have tests written. */
export interface Generated {
  writer: 'embedded' | 'model' | 'command';
  /** Name of the model. */
  model?: string;
  /** Breaks that no test noticed, of the functions that were asked for. */
  targeted: number;
  /** Of those: what the accepted tests notice. */
  noticed: number;
  /** The same of those in functions that could be called with values that fit. */
  reach: { targeted: number; noticed: number };
  accepted: GeneratedTest[];
  rejected: { test: string; file: string; reason: string }[];
  /** Functions that do not do what their contract says. */
  violations: ContractViolation[];
  /** Breaks that did the same as the original for all of so many inputs: equivalent, as far as that shows. */
  same: { mutant: string; inputs: number }[];
  /** Functions for which nothing was written, and why. */
  left: { function: string; file: string; breaks: number; reason: string }[];
  files: GeneratedFile[];
  /** What a writer was asked, and what that cost. */
  cost?: { requests: number; cached: number; inputTokens: number; outputTokens: number; dollars?: number };
  seconds: number;
}

export interface GeneratedTest {
  /** Full name. */
  test: string;
  file: string;
  /** Ids of the breaks it is there for. */
  notices: string[];
  /** What it calls that the project gave it, as `get(…)`: what that is cannot be read in the test. */
  callsUnseen?: string[];
}

/** A test file as it was, and as it is with the accepted tests. */
export interface GeneratedFile {
  /** Relative to the root. */
  file: string;
  before: string | undefined;
  after: string;
}
