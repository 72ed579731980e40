/** What findings about tests are called and how they are told; no other file words them. */
import type { Finding, FindingKind, NothingNoticed } from '../src/model/finding.ts';
import { oneLine } from './text.ts';
import { count } from './wording.ts';

/** Short names, as they stand before a test. */
export const findingNames: Record<FindingKind, string> = {
  hollow: 'hollow',
  'no-assertion': 'no assertion',
  'mock-echo': 'mock echo',
  'swallows-failure': 'swallows failure',
  smoke: 'smoke test',
  flaky: 'flaky',
  redundant: 'redundant',
};

/** What was seen, in one sentence without a full stop. */
export function describeFinding(finding: Finding): string {
  switch (finding.kind) {
    case 'hollow':
      return `${passes(finding.evidence)}: ${why(finding.evidence)}`;
    case 'no-assertion':
      return finding.evidence.trivial
        ? `${passes(finding.evidence)}: it compares constants`
        : `${passes(finding.evidence)}: it asserts nothing`;
    case 'mock-echo':
      return `${passes(finding.evidence)}: its ${assertions(finding.evidence)} only ask mocks`;
    case 'swallows-failure':
      return `passes although what it calls throws at once: ${losses[finding.evidence.how]}`;
    case 'smoke':
      return `only asks that nothing throws: passes with ${count(finding.evidence.breaks, 'break')} of what it runs`;
    case 'flaky': {
      const { passed, failed, error } = finding.evidence;
      return `passes ${passed} and fails ${failed} of ${passed + failed} times with nothing changed: ${oneLine(error)}`;
    }
    case 'redundant':
      return `other tests notice each of the ${count(finding.evidence.kills, 'break')} that it notices`;
  }
}

const losses = {
  caught: 'a catch in the test takes the failure',
  'not-awaited': 'nothing waits for its assertion',
  conditional: 'its assertion only runs if something holds',
} as const;

function passes({ breaks, crashes }: NothingNoticed): string {
  const all = breaks === 1 ? 'the only break' : `all ${count(breaks, 'break')}`;
  const but = crashes === 0 ? '' : `, but for ${crashes} that would fail any test`;
  return `passes with ${all} of what it runs${but}`;
}

function why(evidence: NothingNoticed): string {
  const { made, absences } = evidence.assertions;
  if (made > 0 && absences === made) return 'it only asks what is not so';
  return `its ${assertions(evidence)} cannot tell`;
}

function assertions({ assertions: { made } }: NothingNoticed): string {
  return made === 0 ? 'checks' : count(made, 'assertion');
}
