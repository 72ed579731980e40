/** A name that a test needs. */
export interface Import {
  /** What it is called in the test. */
  name: string;
  /** What the module exports it as. */
  exported: string;
  /** The module, relative to the root. */
  file: string;
}

/** What values of a parameter look like. Plain data: it goes into another process. */
export type Spec =
  | { kind: 'string' | 'number' | 'boolean' | 'bigint' | 'date' | 'regexp' | 'any' }
  /** JavaScript source of the value. */
  | { kind: 'constant'; source: string }
  /** The same for one that is made anew each time, and may need an import that gives it the same value. */
  | { kind: 'built-in'; source: string }
  | { kind: 'member'; source: string; value: string | number; of: Import }
  | { kind: 'instance'; of: Import; parameters: ParameterSpec[] }
  /** There are no values but those that were seen. */
  | { kind: 'none'; why: string }
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

/** How a test gets at a function: it is exported itself, or a member of what is. */
export type Access =
  | { kind: 'function' }
  | { kind: 'static'; member: string }
  | { kind: 'constructor' }
  /** Of an instance. */
  | { kind: 'method' | 'getter' | 'setter'; member: string };

/** How instances of a class are made and looked at. */
export interface ClassSpec {
  /** Of the constructor. */
  parameters: ParameterSpec[];
  /** Public methods. */
  methods: { name: string; parameters: ParameterSpec[] }[];
  /** Public fields, getters, and methods that take nothing and return something. */
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
  /** What the module exports it, or what it is a member of, as. */
  exported: string;
  access: Access;
  parameters: ParameterSpec[];
  /** Of what it is a member of, if that has instances. */
  of?: ClassSpec;
  /** Literals in the function's text. */
  hints: (string | number)[];
  /** Names of the errors that it throws by itself. */
  throws: string[];
  /** Calls of it that were seen while the project's tests ran. */
  recorded: RecordedCall[];
  /** Breaks to tell from the original, by the numbers of the file's switch. */
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
  /** Suffix of the globals of the file. */
  key: string;
  /** What the names of the switches begin with. */
  prefix: string;
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
  /** The value is an instance with these fields. */
  isPart?: true;
  /** What the arguments are after the call, if it changed any, by position. */
  changed?: Record<number, string>;
  /** The calls of functions among the arguments, as lists of arguments, by position or `position.member`. */
  calls?: Record<string, string>;
  /** What the instance says of itself after the call, where that is what tells. */
  state?: Probe & { text: string };
}

/** A call of another method, before the one that is looked at. */
export interface Step {
  member: string;
  /** JavaScript source of each argument. */
  args: string[];
  isAsync?: true;
}

/** What has to stand still for a function to do the same each time. */
export interface Fixed {
  clock?: true;
  random?: true;
}

/** A call on which a break differs from the original. */
export interface Case {
  /** JavaScript source of each argument. */
  args: string[];
  /** Arguments of the constructor, of an instance's method. */
  made?: string[];
  before?: Step[];
  fixed?: Fixed;
  /** What the arguments need besides the function. */
  imports?: Import[];
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
