/** What became of the attempt to have tests written. */
export interface Generated {
  /** Breaks that no test noticed, of the functions that were asked for. */
  targeted: number;
  /** Of those: what the accepted tests notice. */
  noticed: number;
  /** The same of those in functions that could be called with values that fit. */
  reach: { targeted: number; noticed: number };
  accepted: GeneratedTest[];
  rejected: { test: string; file: string; reason: string }[];
  /** Breaks that did the same as the original for all of so many inputs: equivalent, as far as that shows. */
  same: { mutant: string; inputs: number }[];
  /** Functions for which nothing was written, and why. */
  left: { function: string; file: string; breaks: number; reason: string }[];
  files: GeneratedFile[];
  seconds: number;
}

export interface GeneratedTest {
  /** Full name. */
  test: string;
  file: string;
  /** Ids of the breaks it is there for. */
  notices: string[];
}

/** A test file as it was, and as it is with the accepted tests. */
export interface GeneratedFile {
  /** Relative to the root. */
  file: string;
  before: string | undefined;
  after: string;
}
