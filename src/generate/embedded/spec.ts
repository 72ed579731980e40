/** A name that a test imports. */
export interface Import {
  /** Its name in the test. */
  name: string;
  /** Its name among the exports of the module. */
  exported: string;
  /** The module, relative to the root. */
  file: string;
}

/** The possible values of a parameter. Plain data, because it goes to another process. */
export type Spec =
  | { kind: 'string' | 'number' | 'boolean' | 'bigint' | 'date' | 'regexp' | 'any' }
  /** JavaScript source of the value. */
  | { kind: 'constant'; source: string }
  /** The same for a value that is created anew each time. It may need an import. */
  | { kind: 'built-in'; source: string }
  | { kind: 'member'; source: string; value: string | number; of: Import }
  | { kind: 'instance'; of: Import; parameters: ParameterSpec[] }
  /** Only recorded values are possible. */
  | { kind: 'none'; why: string }
  | { kind: 'array' | 'set' | 'record' | 'promise' | 'iterable'; of: Spec }
  | { kind: 'tuple' | 'union'; items: Spec[] }
  | { kind: 'map'; key: Spec; value: Spec }
  | { kind: 'object'; members: { name: string; of: Spec; optional: boolean }[] }
  /** A function with parameters of these kinds, if known, that returns such a value. */
  | { kind: 'function'; takes: Spec[]; returns: Spec };

export interface ParameterSpec {
  name: string;
  of: Spec;
  optional: boolean;
  /** A rest parameter. */
  rest: boolean;
}

/** How a test reaches a function: it is exported, or a member of an export. */
export type Access =
  | { kind: 'function' }
  | { kind: 'static'; member: string }
  | { kind: 'constructor' }
  /** A member of an instance. */
  | { kind: 'method' | 'getter' | 'setter'; member: string };

/** How instances of a class are created and observed. */
export interface ClassSpec {
  /** Parameters of the constructor. */
  parameters: ParameterSpec[];
  /** Public methods. */
  methods: { name: string; parameters: ParameterSpec[] }[];
  /** Public fields, getters, and methods without parameters that return something. */
  state: Probe[];
}

export interface Probe {
  name: string;
  isMethod: boolean;
}

/** A function whose calls are compared. */
export interface FuzzTarget {
  /** Id of the function in the audit. */
  id: string;
  /** The name of the export, for the function or the object that it belongs to. */
  exported: string;
  access: Access;
  parameters: ParameterSpec[];
  /** The class that it is a member of, if it is called on an instance. */
  of?: ClassSpec;
  /** Literals in the function's text. */
  hints: (string | number)[];
  /** Names of the errors that its own text throws. */
  throws: string[];
  /** Calls that were recorded while the project's tests ran. */
  recorded: RecordedCall[];
  /** The breaks to search for, by their numbers in the file's switch. */
  mutants: { id: string; number: number }[];
}

/** Each argument as JavaScript source, in which functions are `__fn('…')`. */
export interface RecordedCall {
  args: string[];
  made?: string[];
  before: { member: string; args: string[] }[];
}

export interface FuzzRequest {
  /** The module, relative to the root. */
  file: string;
  /** Suffix of the names of the file's globals. */
  key: string;
  /** Prefix of the names of switches. */
  prefix: string;
  seed: number;
  /** Inputs that are tried for each break. */
  runs: number;
  targets: FuzzTarget[];
}

/** The result of a call, as JavaScript source. */
export interface Outcome {
  kind: 'value' | 'error' | 'endless' | 'unwritable';
  /** The value; for an error its message. */
  text: string;
  /** Name of the error's class. */
  name?: string;
  isAsync?: true;
  /** The value is an iterator with these items. */
  isIterator?: true;
  /** The value is an instance with these fields. */
  isPart?: true;
  /** The arguments after the call, if it changed any, by position. */
  changed?: Record<number, string>;
  /** The calls of functions among the arguments, as lists of arguments, by position or `position.member`. */
  calls?: Record<string, string>;
  /** The state of the instance after the call, if only that differs. */
  state?: Probe & { text: string };
}

/** A call of another method, before the tested one. */
export interface Step {
  member: string;
  /** JavaScript source of each argument. */
  args: string[];
  isAsync?: true;
}

/** What has to be fixed so that a function gives the same result each time. */
export interface Fixed {
  clock?: true;
  random?: true;
}

/** A call whose result differs between the original and a break. */
export interface Case {
  /** JavaScript source of each argument. */
  args: string[];
  /** Arguments of the constructor, for a method of an instance. */
  made?: string[];
  before?: Step[];
  fixed?: Fixed;
  /** The imports for its arguments. */
  imports?: Import[];
  outcome: Outcome;
  /** Ids of the breaks with another result. */
  differs: string[];
}

export interface TargetResult {
  id: string;
  cases: Case[];
  /** Breaks with the same results for this many inputs. */
  same: { mutant: string; inputs: number }[];
  /** Why there is no result. */
  skipped?: string;
}

export interface FuzzResult {
  targets: TargetResult[];
}
