/** What values of a parameter look like. Plain data: it goes into another process. */
export type Spec =
  | { kind: 'string' | 'number' | 'boolean' | 'bigint' | 'date' | 'regexp' | 'any' }
  /** JavaScript source of the value. */
  | { kind: 'constant'; source: string }
  | { kind: 'array' | 'set' | 'record' | 'promise' | 'iterable'; of: Spec }
  | { kind: 'tuple' | 'union'; items: Spec[] }
  | { kind: 'map'; key: Spec; value: Spec }
  | { kind: 'object'; members: { name: string; of: Spec; optional: boolean }[] }
  /** Takes arguments of these kinds, as far as they are known, and returns such a value. */
  | { kind: 'function'; takes: Spec[]; returns: Spec };

export interface ParameterSpec {
  name: string;
  of: Spec;
  optional: boolean;
  /** Takes all arguments that are left. */
  rest: boolean;
}

/** A function whose calls are compared. */
export interface FuzzTarget {
  /** Id of the function in the audit. */
  id: string;
  /** What the module exports it as. */
  exported: string;
  /** A static method of what is exported. */
  member?: string;
  parameters: ParameterSpec[];
  /** Literals in the function's text. */
  hints: (string | number)[];
  /** Names of the errors that it throws by itself. */
  throws: string[];
  /** Breaks to tell from the original, by the numbers of the file's switch. */
  mutants: { id: string; number: number }[];
}

export interface FuzzRequest {
  /** Suffix of the globals of the file. */
  key: string;
  seed: number;
  /** Inputs that are tried for each break. */
  runs: number;
  targets: FuzzTarget[];
}

/** What a call did, as JavaScript source. */
export interface Outcome {
  kind: 'value' | 'error' | 'endless' | 'unwritable';
  /** The value; of an error its message. */
  text: string;
  /** Name of the error. */
  name?: string;
  isAsync?: true;
  /** The value was an iterator, whose items these are. */
  isIterator?: true;
  /** What the arguments are after the call, if it changed any, by position. */
  changed?: Record<number, string>;
  /** The calls of functions among the arguments, as lists of arguments, by position or `position.member`. */
  calls?: Record<string, string>;
}

/** A call on which a break differs from the original. */
export interface Case {
  /** JavaScript source of each argument. */
  args: string[];
  outcome: Outcome;
  /** Ids of the breaks that do something else. */
  differs: string[];
}

export interface TargetResult {
  id: string;
  cases: Case[];
  /** Breaks that did the same for all of so many inputs. */
  same: { mutant: string; inputs: number }[];
  /** Why nothing can be said of it. */
  skipped?: string;
}

export interface FuzzResult {
  targets: TargetResult[];
}
