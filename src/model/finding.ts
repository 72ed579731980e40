import type { Assertions } from './run.ts';

/** What is known of a test that notices nothing, whichever the kind of its finding. */
export interface NothingNoticed {
  assertions: Assertions;
  /** How many breaks it passes with, probes aside. */
  breaks: number;
  /** How many others throw by themselves or do not end, so that any test would notice. */
  crashes: number;
  /** Ids of breaks of whole functions among them, deleted bodies first; at most ten. */
  functions: string[];
  /** Ids of all that it passes with, those of whole functions first; at most 200. Not there in older audits. */
  passes?: string[];
}

/** How a failure gets lost in a test. */
export type Swallowing = 'caught' | 'not-awaited' | 'conditional';

export interface NothingSaid extends NothingNoticed {
  /** It has assertions, and they compare constants. */
  trivial: boolean;
  /** It has assertions, and none was made; or they only ask that what it imports or makes is there. */
  why?: 'never-made' | 'existence';
  /** What it notices although none was made, because it cannot go on. */
  kills?: number;
}

export interface Echo extends NothingNoticed {
  /** Names of mocks that only the test called: all that it looks at is what it told them itself. */
  told?: string[];
  /** The modules of the project that it imports, all of them replaced by mocks, so that none of their code runs. */
  modules?: string[];
}

export interface FailureLost extends NothingNoticed {
  how: Swallowing;
  /** Ids of breaks that throw at once, with which it passes. */
  throwing: string[];
  /** What it notices nevertheless: it passes with those because its assertions, or some of them, are then not made. */
  kills?: number;
}

export interface Hollow extends NothingNoticed {
  /** It has only negative assertions, or asks that its own input stays as it was: worth asking, though no break tells. */
  guards?: 'absence' | 'input';
  /** It runs no code of the project, and all that it asserts is about values of its own text. */
  apart?: boolean;
}

export interface Coupled {
  /** Ids of the neutral mutants that it fails with, and by which mutators they are. */
  mutants: string[];
  rewrites: string[];
  /** Functions and files of the project whose text an assertion was given. */
  texts?: string[];
}

export interface Copied {
  /** Ids of all tests that are the same but for their values, itself among them. */
  twins: string[];
  /** Full name of the first of them. */
  of: string;
  /** How many breaks each of them notices: the same ones. */
  kills: number;
  /** A unified diff that makes one table of them, if they are written in a way that allows it. */
  table?: string;
}

export interface OrderDependent {
  /** How often it passed and failed with the tests of its file in reverse order. */
  passed: number;
  failed: number;
  error: string;
  /** What it does as the only test that runs. */
  alone?: 'fails' | 'passes';
}

interface KindEntry<Evidence> {
  /** `error` is theater; what is worth an `info` is no fault. */
  severity: 'info' | 'warning' | 'error';
  /** It says that a test passes with breaks, which a look at other evidence may refute. */
  passesWithBreaks?: true;
  /** Never there: it carries the type. */
  evidence?: Evidence;
}

const kind = <Evidence>(entry: KindEntry<Evidence>): KindEntry<Evidence> => entry;

/** Every kind with the type of its evidence: theater in the order of how much it tells, then the others. */
const kinds = {
  /** All that it looks at are mocks, or what it told them itself. */
  'mock-echo': kind<Echo>({ severity: 'error', passesWithBreaks: true }),
  /** It passes although what it runs throws at once. */
  'swallows-failure': kind<FailureLost>({ severity: 'error', passesWithBreaks: true }),
  /** It passes with every break of what it runs, and it has no assertion, or none that could fail. */
  'no-assertion': kind<NothingSaid>({ severity: 'error', passesWithBreaks: true }),
  /** It passes with every break of what it runs. */
  hollow: kind<Hollow>({ severity: 'error', passesWithBreaks: true }),
  /** It fails although the rewritten code does the same. */
  'implementation-coupled': kind<Coupled>({ severity: 'warning' }),
  /** It is the same test as others, and notices the same breaks. */
  'copy-paste': kind<Copied>({ severity: 'warning' }),
  /** It passed and failed with nothing changed. */
  flaky: kind<{ passed: number; failed: number; error: string }>({ severity: 'warning' }),
  /** It passes only behind other tests of its file. */
  'order-dependent': kind<OrderDependent>({ severity: 'warning' }),
  /** All it says is that nothing throws. */
  smoke: kind<NothingNoticed>({ severity: 'info' }),
  /** Other tests notice all that it notices. Known only where every killer is. */
  redundant: kind<{ kills: number }>({ severity: 'info' }),
};

export type FindingKind = keyof typeof kinds;

export type Evidences = { [Kind in FindingKind]: NonNullable<(typeof kinds)[Kind]['evidence']> };

/** One thing found about a test, with its evidence. Its wording is in `reports/findings`. */
export type Finding = {
  [Kind in FindingKind]: {
    kind: Kind;
    severity: 'info' | 'warning' | 'error';
    testId: string;
    /** Full name of the test. */
    test: string;
    /** Relative to the root, `/` as separator. */
    file: string;
    /** 1-based; 0 if unknown. */
    line: number;
    evidence: Evidences[Kind];
    /** A command that shows it. */
    reproduce: string;
    /** Why it is accepted, from a comment above the test. */
    ignored?: string;
  };
}[FindingKind];

/** What the text of a test looks like, without anything seen when it ran that says so. */
export interface Lead {
  smell: Swallowing | 'no-assertion' | 'trivial-assertions' | 'only-mocks' | 'same-text';
  testId: string;
  /** Full name of the test. */
  test: string;
  /** Relative to the root, `/` as separator. */
  file: string;
  /** 1-based; 0 if unknown. */
  line: number;
}

export const findingKinds = Object.keys(kinds) as FindingKind[];

/** How grave a kind is; a finding of it may be less so. */
export const severities = Object.fromEntries(
  findingKinds.map((kind) => [kind, kinds[kind].severity]),
) as Record<FindingKind, Finding['severity']>;

/** Whether it says that a test passes with breaks. */
export function passesWithBreaks({ kind }: Pick<Finding, 'kind'>): boolean {
  const entry: KindEntry<unknown> = kinds[kind];
  return entry.passesWithBreaks === true;
}

/** A test that only looks like one, and that nobody has accepted. */
export function isTheater({ severity, ignored }: Finding): boolean {
  return severity === 'error' && ignored === undefined;
}
