import type {
  Audit,
  AuditedFunction,
  AuditedMutant,
  MutantStatus,
  Notice,
  Part,
  Percent,
} from '../../src/model/audit.ts';
import { type FindingKind, isTheater } from '../../src/model/finding.ts';
import { describeBreak } from '../breaks.ts';
import {
  countByStatus,
  countByVerdict,
  isLacking,
  reaching,
  theaterGap,
  type Unit,
  unnoticed,
  worstFirst,
} from '../facts.ts';
import { describeFinding } from '../findings/index.ts';
import { shorten } from '../text.ts';
import { type ChangeSummary, changeSummary } from './change.ts';

const limits = { worst: 20, theater: 20, survivors: 10, text: 200 };

/** What `--json` prints: the figures, and where to begin. Entries are only ever added within a schema version. */
export interface Summary {
  schemaVersion: Audit['schemaVersion'];
  toolVersion: string;
  project: Audit['project'];
  /** False after an interruption: the figures are of what was judged until then. */
  complete: boolean;
  gate: Audit['gate'];
  realCoverage: Audit['realCoverage'];
  claimedCoverage: Audit['claimedCoverage'];
  /** What the audit was restricted to on the command line; absent for one of the whole project. */
  part?: Part;
  /** Under `--since`: what the change made worse. */
  change?: ChangeSummary;
  /** Claimed minus real coverage, in percentage points; null where nothing was judged. */
  theaterGap: Percent;
  functions: Record<AuditedFunction['verdict'] | 'total', number>;
  /** Mutants of each status, probes aside. */
  mutants: Record<MutantStatus | 'total', number>;
  tests: number;
  /** Tests that are theater, at most 20; and how many there are, accepted ones aside. */
  theater: TheaterTest[];
  theaterTests: number;
  /** The worst functions and module levels, worst first, at most 20. */
  worst: WorstUnit[];
  /** How many more have a break that no test notices. */
  moreWorst: number;
  notices: Notice[];
  /** The files that were written. */
  files: string[];
}

interface WorstUnit {
  file: string;
  line: number;
  /** Null outside functions, and for a function that has no verdict. */
  name: string | null;
  verdict: AuditedFunction['verdict'] | null;
  /** How many tests reach it. */
  reachedBy: number;
  /** Breaks that no test notices, in source order, at most 10. */
  survivors: Survivor[];
  moreSurvivors: number;
}

interface TheaterTest {
  kind: FindingKind;
  file: string;
  line: number;
  test: string;
  /** What was seen. */
  what: string;
  /** A command that shows it. */
  reproduce: string;
}

interface Survivor {
  id: string;
  status: 'survived' | 'no-coverage';
  file: string;
  line: number;
  column: number;
  mutator: string;
  /** The break in words, on one line. */
  break: string;
  /** Cut with `…` at 200 characters; the audit has it whole. */
  original: string;
  /** Cut with `…` at 200 characters; the audit has it whole. */
  replacement: string;
  /** How many tests reach it. */
  reachedBy: number;
}

/** The object that `--json` prints on stdout. `files` are the paths of the files that were written. */
export function summary(audit: Audit, files: string[] = []): Summary {
  const lacking = worstFirst(audit).filter(isLacking);
  const worst = lacking.slice(0, limits.worst);
  const mutants = countByStatus(audit);
  const change = changeSummary(audit);
  const theater = audit.findings.filter(isTheater);
  return {
    schemaVersion: audit.schemaVersion,
    toolVersion: audit.toolVersion,
    project: audit.project,
    complete: audit.complete,
    gate: audit.gate,
    realCoverage: audit.realCoverage,
    claimedCoverage: audit.claimedCoverage,
    ...(audit.part && { part: audit.part }),
    ...(change && { change }),
    theaterGap: theaterGap(audit),
    functions: { total: audit.functions.length, ...countByVerdict(audit) },
    mutants: { total: sum(Object.values(mutants)), ...mutants },
    tests: audit.tests.length,
    theater: theater.slice(0, limits.theater).map((finding) => ({
      kind: finding.kind,
      file: finding.file,
      line: finding.line,
      test: finding.test,
      what: describeFinding(finding),
      reproduce: finding.reproduce,
    })),
    theaterTests: theater.length,
    worst: worst.map(worstUnit),
    moreWorst: lacking.length - worst.length,
    notices: audit.notices,
    files,
  };
}

function worstUnit(unit: Unit): WorstUnit {
  const survivors = unnoticed(unit);
  return {
    file: unit.file,
    line: unit.line,
    name: unit.kind === 'function' ? unit.name : null,
    verdict: unit.verdict ?? null,
    reachedBy: reaching(unit),
    survivors: survivors.slice(0, limits.survivors).map(survivor),
    moreSurvivors: Math.max(0, survivors.length - limits.survivors),
  };
}

function survivor(mutant: AuditedMutant): Survivor {
  const { id, file, location, mutator, original, replacement } = mutant;
  return {
    id,
    status: mutant.status === 'no-coverage' ? 'no-coverage' : 'survived',
    file,
    line: location.start.line,
    column: location.start.column,
    mutator,
    break: describeBreak(mutant),
    original: shorten(original, limits.text),
    replacement: shorten(replacement, limits.text),
    reachedBy: mutant.coveredBy.length,
  };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
