/** Report data of any size, the same each time: as large projects have it, with invented code. */

import { compare } from '../src/judge/compare.ts';
import { coverageOf } from '../src/judge/coverage.ts';
import { decidedAudit, isDecidable } from '../src/judge/decisions.ts';
import type {
  Audit,
  AuditedFunction,
  AuditedMutant,
  AuditedTest,
  FunctionVerdict,
} from '../src/model/audit.ts';
import { type Decision, decisionKinds, decisionOn } from '../src/model/decision.ts';
import type { Finding } from '../src/model/finding.ts';
import type { HistoryEntry } from '../src/model/history.ts';
import { isBreak } from '../src/model/mutant.ts';
import type { ReportData } from '../src/model/report-data.ts';
import { syntheticFile } from './synthetic-source.ts';

export interface Size {
  mutants: number;
  tests: number;
}

const functionsInFile = 10;
const testsInFile = 10;

export function syntheticReport(size: Size): ReportData {
  const random = numbers(size.mutants);
  const tests = Array.from({ length: size.tests }, (_, index) => testOf(index, random));
  const sources: Record<string, string> = {};
  const functions: AuditedFunction[] = [];
  const mutants: AuditedMutant[] = [];
  for (let number = 0; mutants.length < size.mutants; number++) {
    const { file, source, units } = syntheticFile(number, functionsInFile, random);
    sources[file] = source;
    for (const unit of units) {
      const own = unit.breaks.slice(0, size.mutants - mutants.length);
      if (own.length === 0) break;
      const id = hash(random);
      const fate = fateOf(random, size.tests);
      const judged = own.map((made) => ({
        ...made,
        id: hash(random),
        function: id,
        ...verdictOf(made.level, fate, random, tests),
      }));
      functions.push({
        id,
        file,
        name: unit.name,
        line: unit.line,
        verdict: fate.verdict,
        mutants: judged.map((mutant) => mutant.id),
      });
      mutants.push(...judged);
    }
  }
  for (let file = 0; file * testsInFile < size.tests; file++) sources[testFile(file)] = testSource(file);
  count(tests, mutants);
  const findings = findingsOf(tests, random);
  const audit: Audit = {
    schemaVersion: '2',
    toolVersion: '0.1.0',
    project: {
      name: 'large',
      runner: { name: 'vitest', version: '5.1.1' },
      files: Object.keys(sources).length,
      testFiles: Math.ceil(size.tests / testsInFile),
    },
    options: { killers: 'first', maxUnproven: 5 },
    timings: [
      { phase: 'dry-run', ms: 41_000 },
      { phase: 'mutants', ms: 320_000 },
    ],
    ...coverageOf(mutants),
    functions,
    mutants,
    tests,
    findings,
    notices: [],
    gate: { status: 'none', reasons: [] },
    complete: true,
  };
  const decisions = decisionsOn(mutants, random);
  return {
    audit: decidedAudit(audit, decisions),
    holdsEveryBreak: true,
    sources,
    history: Array.from({ length: 40 }, (_, index) => historyOf(index)),
    decisions,
    comparison: compare(earlier(audit, random), audit),
  };
}

/** One of a hundred breaks that no test notices. */
function decisionsOn(mutants: AuditedMutant[], random: () => number): Decision[] {
  return mutants
    .filter((mutant) => isDecidable(mutant) && random() < 0.01)
    .map((mutant) =>
      decisionOn(mutant, undefined, {
        kind: decisionKinds[Math.floor(random() * decisionKinds.length)] ?? 'equivalent',
        reason: 'as agreed with the team',
        by: 'Ada',
        at: '2026-09-01T00:00:00.000Z',
      }),
    );
}

/** The run before: one of fifty verdicts was another one, one function of fifty was not there. */
function earlier(audit: Audit, random: () => number): Audit {
  const functions = audit.functions.filter(() => random() >= 0.02);
  const known = new Set(functions.map(({ id }) => id));
  const verdicts = ['tested', 'weak', 'pseudo-tested'] as const;
  return {
    ...audit,
    functions: functions.map((unit) =>
      random() < 0.02 ? { ...unit, verdict: verdicts[Math.floor(random() * 3)] ?? 'weak' } : unit,
    ),
    mutants: audit.mutants
      .filter((mutant) => mutant.function === undefined || known.has(mutant.function))
      .map((mutant) =>
        random() < 0.02 ? { ...mutant, status: mutant.status === 'killed' ? 'survived' : 'killed' } : mutant,
      ),
    findings: audit.findings.filter(() => random() >= 0.02),
  };
}

interface Fate {
  verdict: FunctionVerdict;
  /** Positions of the tests that reach it. */
  reach: number[];
}

function fateOf(random: () => number, tests: number): Fate {
  const draw = random();
  const verdict = draw < 0.08 ? 'pseudo-tested' : draw < 0.2 ? 'untested' : draw < 0.65 ? 'weak' : 'tested';
  // A few functions are reached by hundreds of tests, most by some.
  const most = verdict === 'untested' ? 0 : 2 + Math.floor(random() ** 4 * Math.min(400, tests - 2));
  const first = Math.floor(random() * tests);
  const near = Array.from(
    { length: most },
    (_, index) => (first + index * (1 + Math.floor(random() * 3))) % tests,
  );
  return { verdict, reach: [...new Set(near)].sort((a, b) => a - b) };
}

type Judged = Pick<AuditedMutant, 'status' | 'coveredBy' | 'killedBy' | 'killersComplete'>;

function verdictOf(
  level: AuditedMutant['level'],
  { verdict, reach }: Fate,
  random: () => number,
  tests: AuditedTest[],
): Judged {
  if (verdict === 'untested')
    return { status: 'no-coverage', coveredBy: [], killedBy: [], killersComplete: true };
  const some = random() < 0.7 ? reach : reach.slice(0, Math.max(1, Math.floor(reach.length * random())));
  const coveredBy = some.map((position) => tests[position]?.id ?? '');
  const survives =
    level !== 'probe' &&
    (verdict === 'pseudo-tested'
      ? level === 'function' || random() < 0.8
      : verdict === 'weak' && random() < 0.35);
  if (survives) return { status: 'survived', coveredBy, killedBy: [], killersComplete: true };
  const killers = coveredBy.slice(0, level === 'function' ? 10 : 1);
  return {
    status: random() < 0.01 ? 'timeout' : 'killed',
    coveredBy,
    killedBy: killers,
    killersComplete: killers.length === coveredBy.length,
  };
}

function testOf(index: number, random: () => number): AuditedTest {
  return {
    id: hash(random).slice(0, 10),
    file: testFile(Math.floor(index / testsInFile)),
    name: `module ${Math.floor(index / testsInFile)} > keeps promise ${index} of its caller`,
    line: 4 + (index % testsInFile) * 4,
    durationMs: Math.floor(random() * 40),
    assertions: Math.floor(random() * 4),
    covers: 0,
    kills: 0,
    onlyKiller: 0,
  };
}

function count(tests: AuditedTest[], mutants: AuditedMutant[]): void {
  const byId = new Map(tests.map((test) => [test.id, test]));
  for (const { coveredBy, killedBy, killersComplete } of mutants.filter(isBreak)) {
    for (const id of coveredBy) byId.get(id)!.covers++;
    for (const id of killedBy) byId.get(id)!.kills++;
    if (killersComplete && killedBy.length === 1) byId.get(killedBy[0]!)!.onlyKiller++;
  }
}

/** Every test that notices nothing, and some others. */
function findingsOf(tests: AuditedTest[], random: () => number): Finding[] {
  return tests
    .filter(({ kills, covers }) => covers > 0 && (kills === 0 || random() < 0.05))
    .map(({ id, name, file, line, kills, covers }): Finding => {
      const place = { testId: id, test: name, file, line, reproduce: `realcov explain "${name}"` };
      if (kills > 0) return { kind: 'redundant', severity: 'info', ...place, evidence: { kills } };
      const assertions = { made: 1, onMocks: 0, throws: 0, notThrows: 0, absences: 0 };
      return {
        kind: 'hollow',
        severity: 'error',
        ...place,
        evidence: { assertions, breaks: covers, crashes: 0, functions: [] },
      };
    });
}

function testFile(number: number): string {
  return `test/area-${number % 12}/module-${number}.test.ts`;
}

function testSource(file: number): string {
  const tests = Array.from({ length: testsInFile }, (_, index) => {
    const number = file * testsInFile + index;
    return `  test('keeps promise ${number} of its caller', () => {\n    expect(run([${number}, ${number + 3}])).toBe(${number * 2});\n  });\n`;
  });
  return `import { describe, expect, test } from 'vitest';\n\ndescribe('module ${file}', () => {\n${tests.join('\n')}});\n`;
}

function historyOf(index: number): HistoryEntry {
  const real = 52 + index * 0.4 + (index % 7);
  return {
    at: new Date(Date.UTC(2026, 8, 1 + index)).toISOString(),
    commit: { hash: index.toString(16).padStart(40, 'c'), subject: `change number ${index}` },
    toolVersion: '0.1.0',
    realCoverage: { killed: 1, valid: 2, percent: real },
    claimedCoverage: { covered: 1, valid: 2, percent: Math.min(100, real + 18) },
    functions: {},
    mutants: {},
    tests: 2000,
    findings: {},
    seconds: 360,
  };
}

function hash(random: () => number): string {
  const part = () =>
    Math.floor(random() * 2 ** 24)
      .toString(16)
      .padStart(6, '0');
  return part() + part();
}

/** The same numbers from 0 to 1 each time (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
