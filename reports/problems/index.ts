/** What an audit found that people should look at, in the order of how much it tells; several reports are made of it. */
import { posix } from 'node:path';
import type { Audit } from '../../src/model/audit.ts';
import type { Finding } from '../../src/model/finding.ts';
import { countByStatus } from '../facts.ts';
import { describeFinding, findingNames } from '../findings/index.ts';
import { nameText, oneLine } from '../text.ts';
import { count } from '../wording.ts';
import { breaksOfAudit, breaksOfChange } from './break-problems.ts';
import type { Problem } from './problem.ts';

export type { Problem } from './problem.ts';
export { type Rule, ruleOf, rules } from './rules.ts';

export interface Problems {
  /** Breaks and findings take turns. */
  all: Problem[];
  /** How many more the change brought that are seldom worth a test. */
  unranked: number;
  /** What is not known, and why; one line each. */
  doubts: string[];
}

/**
 * With a change, only what it made worse; else every break that no test notices and every finding that is more than an information.
 * @param folder of the project, relative to the root of its repository; '' if it is the root
 */
export function problemsOf(audit: Audit, folder: string): Problems {
  const { problems, unranked } = audit.change
    ? breaksOfChange(audit, audit.change)
    : { problems: breaksOfAudit(audit), unranked: 0 };
  const all = inTurn(problems, findingsOf(audit).map(problemOfFinding));
  return {
    all: all.map((problem) => ({ ...problem, file: posix.join(folder, problem.file) })),
    unranked,
    doubts: [...notCompared(audit), ...notRun(audit)],
  };
}

function notCompared({ change }: Audit): string[] {
  if (change?.base.compared !== 'failed') return [];
  const { ref, reason } = change.base;
  const why = reason === undefined ? '' : `: ${oneLine(reason)}`;
  const base = ref === 'staged' ? 'the last commit' : oneLine(ref);
  return [
    `not compared with ${base}, which could not be run, so it is not known what the change made worse${why}`,
  ];
}

function notRun(audit: Audit): string[] {
  const { 'out-of-budget': left } = countByStatus(audit);
  return left === 0
    ? []
    : [`the budget was spent: ${count(left, 'break')} ${left === 1 ? 'was' : 'were'} not run`];
}

/** Of the tests of the change alone if there is one. Nobody has accepted them. */
function findingsOf({ findings, change }: Audit): Finding[] {
  const brought = change && new Map(change.tests.map((test) => [test.id, test.findings]));
  return findings
    .filter(({ severity, ignored }) => severity !== 'info' && ignored === undefined)
    .filter(({ testId, kind }) => brought === undefined || brought.get(testId)?.includes(kind))
    .sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
}

function problemOfFinding(finding: Finding): Problem {
  const { kind, severity, testId, test, file, line, reproduce } = finding;
  const start = { line, column: 1 };
  return {
    rule: kind,
    level: severity === 'error' ? 'error' : 'warning',
    id: `finding:${kind}:${testId}`,
    file,
    ...(line > 0 && { location: { start, end: start } }),
    about: nameText(test),
    message: `${findingNames[kind]}: ${oneLine(describeFinding(finding))}`,
    command: oneLine(reproduce),
  };
}

function inTurn(first: Problem[], second: Problem[]): Problem[] {
  const length = Math.max(first.length, second.length);
  return Array.from({ length }, (_, index) => [first[index], second[index]])
    .flat()
    .filter((problem) => problem !== undefined);
}
