/** What is said of a change, in the same words wherever it is said. */
import type { Change, FunctionOfChange } from '../../src/model/change.ts';
import { own } from '../breaks.ts';
import { findingNames } from '../findings/index.ts';
import { errorText, nameText, oneLine, shorten } from '../text.ts';
import { count, number, percent } from '../wording.ts';
import { type ChangeFacts, type ShownBreak, type ShownTest, worseBreaks } from './facts.ts';

/** So many of a kind are shown at first. */
export const shownFirst = 7;

/** `main (4be1c0d)`, `4be1c0d` for what is staged, `the code before fix.patch`. */
function baseName({ ref, commit }: Change['base']): string {
  // Of a patch nobody knows the commit.
  if (commit === '') return `the code before ${oneLine(ref)}`;
  const hash = oneLine(commit.slice(0, 7));
  return ref === 'staged' || commit.startsWith(ref) ? hash : `${oneLine(ref)} (${hash})`;
}

/** `3 source files, 2 test files and 1 other changed, compared with main (4be1c0d)`. */
export function changedWords({ base, changed: { sources, tests, others } }: Change): string {
  const parts = [
    ...(sources > 0 ? [count(sources, 'source file')] : []),
    ...(tests > 0 ? [count(tests, 'test file')] : []),
    ...(others > 0 ? [count(others, 'other file')] : []),
  ];
  const what = parts.length === 0 ? 'nothing' : listed(parts);
  const where = base.ref === 'staged' && base.commit !== '' ? ' (staged)' : '';
  return `${what} changed${where}, compared with ${baseName(base)}`;
}

/** What the comparison came down to, where it was not made as one would expect; nothing else. */
export function baseNote({
  change: { base, unnoticed },
  unchanged,
  isPart,
  asksOnlyTests,
}: Pick<ChangeFacts, 'change' | 'unchanged' | 'isPart' | 'asksOnlyTests'>): string | undefined {
  if (unchanged) return undefined;
  if (base.compared === 'failed') {
    const why = base.reason === undefined ? '' : `: ${oneLine(base.reason)}`;
    return `not compared with ${baseName(base)}, which could not be run${why}`;
  }
  if (base.compared === 'not-needed' && asksOnlyTests) return undefined;
  if (base.compared === 'not-needed' && isPart)
    return `every break that was run is noticed, so ${baseName(base)} was not needed`;
  if (base.compared === 'not-needed' && unnoticed.length > 0)
    return `all that is unnoticed is in new code, so ${baseName(base)} was not needed`;
  if (base.compared === 'not-needed')
    return `every break in scope is noticed, so ${baseName(base)} was not needed`;
  return base.reason === undefined
    ? undefined
    : `not all of ${baseName(base)} could be run: ${oneLine(base.reason)}`;
}

/** The sentence that the change comes down to. */
export function worseWords(facts: ChangeFacts): string {
  const all = worseBreaks(facts);
  if (facts.asksOnlyTests) return 'it was only asked whether the tests of the change can fail';
  if (all.length === 0) {
    if (facts.change.base.compared === 'failed') return 'it is not known what the change made worse';
    return facts.isPart
      ? 'no break is known that this change leaves unnoticed, and not all were run'
      : 'this change leaves no break unnoticed';
  }
  const lost = all.filter(({ entry }) => entry.kind === 'lost-kill').length;
  const fresh = all.filter(({ entry }) => entry.isNewCode).length;
  const others = all.length - lost - fresh;
  const kinds: [amount: number, what: string][] = [
    [fresh, 'in new code'],
    [others, 'noticed before'],
    [lost, 'noticed only by the tests from before'],
  ];
  const found = kinds.filter(([amount]) => amount > 0);
  const said = `this change leaves ${count(all.length, 'break')} unnoticed`;
  if (found.length === 1) return `${said}: ${all.length === 1 ? '' : 'all '}${found[0]![1]}`;
  return `${said}: ${found.map(([amount, what]) => `${number(amount)} ${what}`).join(', ')}`;
}

/** Why a break counts as worse. The names of tests in it are told apart, as each form has its own way to show them. */
export function whyWorse({ entry, mutant, fate }: ShownBreak): Why {
  const [first, ...others] = entry.noticedBefore ?? [];
  if (entry.isNewCode) return { text: `new code, ${reach(mutant.coveredBy.length)}` };
  const text = entry.kind === 'lost-kill' ? 'only the tests from before notice it' : 'noticed before';
  if (first === undefined) return { text };
  return {
    text: entry.kind === 'lost-kill' ? 'noticed before by' : `${text} by`,
    test: first.name,
    rest: [
      ...(others.length > 0 ? [`and ${number(others.length)} more`] : []),
      ...(fate ? [`(${fate === 'edited' ? 'edited' : goneWords[fate]})`] : []),
    ].join(' '),
  };
}

/** The same as one text, the name of a test in quotes. */
export function whyText(shown: ShownBreak): string {
  const { text, test, rest } = whyWorse(shown);
  const name = test === undefined ? '' : ` "${nameText(test)}"`;
  return `${text}${name}${rest ? ` ${rest}` : ''}`;
}

/** Why a break counts as made worse, as a sentence. */
export function worseSentence(shown: ShownBreak): string {
  return `Made worse by the change: ${whyText(shown)}.`;
}

export interface Why {
  text: string;
  /** Name of a test, which stands behind the text. */
  test?: string;
  /** What stands behind that. */
  rest?: string;
}

const reach = (tests: number): string =>
  tests === 0 ? 'no test reaches it' : `${count(tests, 'test')} ${tests === 1 ? 'reaches' : 'reach'} it`;

export const goneWords: Record<Change['testsGone'][number]['why'], string> = {
  deleted: 'deleted',
  skipped: 'no longer run',
};

/** `was round in src/math.ts`; nothing for a function that is where it was. */
export function formerPlace({ movedFrom }: FunctionOfChange): string | undefined {
  return movedFrom && `was ${nameText(movedFrom.name)} in ${nameText(movedFrom.file)}`;
}

/** What is not among the first, and why: `4 more on the same lines or in the same bodies`. */
export function otherWords({ beside, arid }: ChangeFacts): string[] {
  const reasons = [...Map.groupBy(arid, ({ entry }) => entry.arid ?? '')]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([reason, all]) => `${oneLine(reason)} (${number(all.length)})`);
  return [
    ...(beside.length > 0
      ? [`${number(beside.length)} more on the same lines or in the same functions`]
      : []),
    ...(arid.length > 0
      ? [`${number(arid.length)} more that seldom need a test: ${reasons.join(', ')}`]
      : []),
  ];
}

/** What was not noticed before either, in one line; nothing if there is none. */
export function oldWords({ old, unknown, change }: ChangeFacts): string[] {
  return [
    ...(old.length > 0
      ? [`not from this change: ${count(old.length, 'break')} that no test noticed before either`]
      : []),
    ...(unknown.length > 0 && change.base.compared !== 'failed'
      ? [`${count(unknown.length, 'break')} unnoticed now, and not known whether before`]
      : []),
  ];
}

/** Whether a test of the change can fail, in words before the break that it notices. */
export function witnessWords({ entry, witness }: ShownTest): string {
  if (witness) return entry.isOnlyWitness ? 'only this test notices' : 'notices';
  if (entry.checksTypes) return 'asks about types, which are gone when it runs: no break can tell';
  if (entry.guards)
    return 'only asks that something does not happen, or that its input stays: none of the breaks makes that happen';
  if (entry.isPartial) return 'it is not known whether it can fail: not all that it runs was broken';
  const names = entry.findings.map((kind) => own(findingNames, kind) ?? oneLine(kind));
  const before = entry.asBefore ? ', nor did one before' : '';
  return `no break of what it runs makes it fail${before}${names.length > 0 ? ` (${names.join(', ')})` : ''}`;
}

/** What it does with the code from before, and how much of the change it notices. */
export function onBaseWords({ entry: { onBase, failure, pins }, others }: ShownTest): string[] {
  const how = failure === undefined ? '' : `: ${shorten(errorText(failure), 120)}`;
  const said = {
    fails: `fails with the code from before${how}`,
    passes: 'passes with the code from before too',
    'does-not-load': `does not load with the code from before${how}`,
  };
  return [
    ...(onBase ? [said[onBase]] : []),
    ...(pins
      ? [
          `notices ${number(pins.noticed)} of the ${count(pins.reached, 'break')} of changed lines that it runs`,
        ]
      : []),
    ...(others > 0
      ? [`${count(others, 'more test')} of the same place ${others === 1 ? 'does' : 'do'} as well`]
      : []),
  ];
}

/** What tests notice of the functions that changed. */
export function coverageWords({ coverage: { killed, valid, percent: share } }: Change): string {
  if (valid === 0) return 'no function changed that can be broken';
  return `tests notice ${number(killed)} of ${count(valid, 'break')} of the functions that changed (${percent(share)})`;
}

/** How often such breaks were worth a test; nothing as long as few were decided. */
export function usefulnessWords({ usefulness }: Change): string[] {
  if (!usefulness || usefulness.decided === 0) return [];
  const { needed, decided } = usefulness;
  return [
    `${number(needed)} of ${count(decided, 'break')} that people decided on needed a test (${percent((100 * needed) / decided)})`,
  ];
}

/** `7 more`; nothing for none. */
export function moreWords(all: readonly unknown[], shown = shownFirst): string | undefined {
  return all.length > shown ? `${number(all.length - shown)} more` : undefined;
}

function listed(parts: string[]): string {
  return parts.length === 1 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
