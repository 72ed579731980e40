/** What a function promises, in prose. */
export interface Contract {
  text: string;
  /** The comment above the function, the file beside its source, or the command line. */
  from: 'comment' | 'file' | 'option';
}

/** Something that a contract lacks, in one line. */
export interface ContractGap {
  kind: 'unfinished' | 'short' | 'long' | 'errors' | 'empty-input' | 'limits' | 'implementation';
  message: string;
}

/** The contract of a function, or a draft of one. */
export interface ShownContract {
  file: string;
  name: string;
  /** Undefined if there is none yet. */
  contract: Contract | undefined;
  /** A section for the contract file, where there is no contract. */
  draft: string | undefined;
  /** The draft is in the contract file already, and nobody has mended it. */
  isThere: boolean;
  gaps: ContractGap[];
  /** Where a draft goes, relative to the root. */
  contractFile: string;
}

/** A function does not do what its contract says: two tests that were written apart from each other fail on it. */
export interface ContractViolation {
  /** Id of the function. */
  function: string;
  name: string;
  file: string;
  /** 1-based. */
  line: number;
  /** The sentence of the contract. */
  clause: string;
  /** What is called, as source. */
  input: string;
  /** As source, or in words. */
  expected: string;
  actual: string;
  /** Hash of the project's files when it was found, as in the audit. */
  tree?: string;
  /** Body of the test that fails, and of the one that was written without knowledge of it. */
  tests: [code: string, again: string];
}
