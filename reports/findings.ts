/** What findings about tests are called and how they are told; no other file words them. */
import type { Finding, FindingKind, Hollow, Lead, NothingNoticed } from '../src/model/finding.ts';
import { own, rewriteWords } from './breaks.ts';
import { oneLine } from './text.ts';
import { count, number } from './wording.ts';

/** Short names, as they stand before a test. */
export const findingNames: Record<FindingKind, string> = {
  hollow: 'hollow',
  'no-assertion': 'no assertion',
  'mock-echo': 'mock echo',
  'swallows-failure': 'swallows failure',
  'implementation-coupled': 'implementation-coupled',
  'copy-paste': 'copy-paste',
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
      return `${passes(finding.evidence)}: its ${assertions(finding.evidence)} only ${finding.evidence.assertions.made === 1 ? 'asks' : 'ask'} mocks`;
    case 'swallows-failure':
      return `passes although what it calls throws at once: ${losses[finding.evidence.how]}`;
    case 'implementation-coupled':
      return `fails although the code does the same, ${listed(finding.evidence.rewrites.map((name) => own(rewriteWords, name) ?? name))}`;
    case 'copy-paste': {
      const { of, twins, kills } = finding.evidence;
      const others = twins.length > 2 ? ` and ${count(twins.length - 2, 'other')}` : '';
      return `the same test as "${of}"${others} with other values, and notices the same ${count(kills, 'break')}`;
    }
    case 'smoke':
      return `only asks that nothing throws: ${passes(finding.evidence)}`;
    case 'flaky': {
      const { passed, failed, error } = finding.evidence;
      return `passes ${passed} and fails ${failed} of ${passed + failed} times with nothing changed: ${oneLine(error)}`;
    }
    case 'redundant':
      return `other tests notice each of the ${count(finding.evidence.kills, 'break')} that it notices`;
  }
}

/** What the text of a test looks like. */
export function describeLead({ smell }: Lead): string {
  return leadWords[smell];
}

const leadWords: Record<Lead['smell'], string> = {
  caught: 'a catch in it may take a failure',
  'not-awaited': 'nothing seems to wait for an assertion in it',
  conditional: 'an assertion in it only runs if something holds',
  'no-assertion': 'it has no assertion',
  'trivial-assertions': 'its assertions compare constants',
  'only-mocks': 'its assertions only ask mocks',
  'same-text': 'it is written like another test of its file, with other values',
};

function listed(words: string[]): string {
  return words.length <= 1 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

const losses = {
  caught: 'a catch in the test takes the failure',
  'not-awaited': 'nothing waits for its assertion',
  conditional: 'its assertion only runs if something holds',
} as const;

function passes({ breaks, crashes }: NothingNoticed): string {
  if (crashes === 0)
    return `passes with ${breaks === 1 ? 'the only break' : `all ${count(breaks, 'break')}`} it was run with`;
  const others = crashes === 1 ? 'other one' : `other ${crashes}`;
  return `passes with ${number(breaks)} of the ${count(breaks + crashes, 'break')} it was run with, and the ${others} would fail any test`;
}

function why(evidence: Hollow): string {
  if (evidence.guards === 'absence') return 'it only asks what is not so';
  if (evidence.guards === 'input') return 'it only asks that what it hands over stays as it was';
  return `its ${assertions(evidence)} cannot tell`;
}

function assertions({ assertions: { made } }: NothingNoticed): string {
  return made === 0 ? 'checks' : count(made, 'assertion');
}
