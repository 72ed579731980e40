/** What findings about tests are called and how they are told; no other file words them. */
import type {
  Coupled,
  Echo,
  FailureLost,
  Finding,
  FindingKind,
  Hollow,
  Lead,
  NothingNoticed,
  NothingSaid,
  OrderDependent,
} from '../src/model/finding.ts';
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
  'order-dependent': 'order-dependent',
  redundant: 'redundant',
};

/** What was seen, in one sentence without a full stop. */
export function describeFinding(finding: Finding): string {
  switch (finding.kind) {
    case 'hollow':
      return `${passes(finding.evidence)}: ${why(finding.evidence)}`;
    case 'no-assertion':
      return `${passes(finding.evidence)}: ${saysNothing(finding.evidence)}`;
    case 'mock-echo':
      return echoes(finding.evidence);
    case 'swallows-failure':
      return loses(finding.evidence);
    case 'implementation-coupled':
      return coupled(finding.evidence);
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
    case 'order-dependent':
      return depends(finding.evidence);
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
  caught: 'something in the test catches the failure',
  'not-awaited': 'nothing waits for its assertion',
  conditional: 'its assertion only runs if something holds',
} as const;

function saysNothing({ trivial, why: reason, assertions: { made } }: NothingSaid): string {
  if (reason === 'never-made') return 'none of its assertions is made';
  if (reason === 'existence')
    return `its ${made === 1 ? 'assertion only asks' : `${made} assertions only ask`} that something is there`;
  return trivial ? 'it compares constants' : 'it asserts nothing';
}

function echoes(evidence: Echo): string {
  const asks = `its ${assertions(evidence)} only ${evidence.assertions.made === 1 ? 'asks' : 'ask'}`;
  if (evidence.modules)
    return `runs no code of the project: it replaces ${listed(evidence.modules)} by mocks, and ${asks} what these say`;
  if (!evidence.told) return `${passes(evidence)}: ${asks} mocks`;
  return `${asks} what the test itself told ${evidence.told.length > 0 ? `${evidence.told.length === 1 ? 'the mock' : 'the mocks'} ${listed(evidence.told)}` : 'its mocks'}`;
}

function loses({ how, kills }: FailureLost): string {
  if (kills === undefined) return `passes although what it calls throws at once: ${losses[how]}`;
  return `passes although what it calls throws at once, and makes fewer assertions then: ${losses[how]}`;
}

function coupled({ rewrites, texts }: Coupled): string {
  const texted = texts ? `looks at the text of ${listed(texts)}` : '';
  if (rewrites.length === 0) return texted;
  const fails = `fails although the code does the same, ${listed(rewrites.map((name) => own(rewriteWords, name) ?? name))}`;
  return texted === '' ? fails : `${fails}; it ${texted}`;
}

function depends({ alone, failed, passed, error }: OrderDependent): string {
  const inReverse = `fails ${failed} of ${passed + failed} times with the tests of its file in reverse order`;
  return `${alone === 'fails' ? `passes only after other tests: it fails alone, and ${inReverse}` : inReverse}: ${oneLine(error)}`;
}

function passes({ breaks, crashes }: NothingNoticed): string {
  if (breaks + crashes === 0) return 'runs no code that can be broken';
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
