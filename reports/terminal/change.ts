/** What a change made worse, and what its tests notice: it comes first in the report of `--since`. */
import type { Audit } from '../../src/model/audit.ts';
import { describeBreak } from '../breaks.ts';
import {
  type ChangeFacts,
  changeFacts,
  type FallenFunction,
  type ShownBreak,
  type ShownTest,
  worseBreaks,
  worseCount,
} from '../change/facts.ts';
import {
  baseNote,
  changedWords,
  formerPlace,
  goneWords,
  moreWords,
  oldWords,
  onBaseWords,
  otherWords,
  shownFirst,
  usefulnessWords,
  whyText,
  witnessWords,
  worseWords,
} from '../change/words.ts';
import { describeFinding } from '../findings/index.ts';
import { nameText, oneLine } from '../text.ts';
import { number } from '../wording.ts';
import { type Context, verdictColor } from './context.ts';

/** Sections, each with its lines; none for an audit that is not of a change. */
export function changeSections(audit: Audit, context: Context): string[][] {
  const facts = changeFacts(audit);
  if (!facts) return [];
  const { change, fell, tests } = facts;
  return [
    [changedWords(change), ...noteLines(facts, context)],
    worseLines(facts, context),
    part('functions with a worse verdict', fell, (one) => [fellLine(one, context)], context),
    part('tests of the change', tests, (one) => testLines(one, context), context),
    part('tests that are gone', change.testsGone, (one) => [goneLine(one, context)], context),
    [...oldWords(facts), ...usefulnessWords(change)].map((line) => context.paint.dim(line)),
  ].filter((lines) => lines.length > 0);
}

function noteLines(facts: ChangeFacts, { paint }: Context): string[] {
  const note = baseNote(facts);
  if (note === undefined) return [];
  const isGood = facts.change.base.compared === 'not-needed' && !facts.isPart;
  return [isGood ? paint.green(note) : paint.yellow(note)];
}

function worseLines(facts: ChangeFacts, context: Context): string[] {
  const { paint, verbose } = context;
  const { first, change } = facts;
  const all = worseCount(facts);
  // The note, or the headline, has said it already.
  if (all === 0 && (change.base.compared !== 'run' || facts.unchanged)) return [];
  const title =
    all === 0 ? (facts.isPart ? paint.yellow : paint.green)(worseWords(facts)) : paint.red(worseWords(facts));
  const shown = verbose ? worseBreaks(facts) : first.slice(0, shownFirst);
  const more = verbose ? undefined : moreWords(first);
  return [
    title,
    ...shown.map((one) => `  ${breakLine(one, context)}`),
    ...(more === undefined ? [] : [paint.dim(`  … and ${more}, see --verbose or the files`)]),
    ...(verbose ? [] : otherWords(facts).map((line) => paint.dim(`  … and ${line}`))),
  ];
}

function breakLine(shown: ShownBreak, { paint }: Context): string {
  const { mutant, owner } = shown;
  const place = `${nameText(mutant.file)}:${mutant.location.start.line}`;
  const name = owner === undefined ? [] : [paint.bold(nameText(owner.name))];
  const what = `${describeBreak(mutant)}: ${paint.red(whyText(shown))}`;
  return [paint.cyan(nameText(mutant.id)), place, ...name, what].join('  ');
}

function fellLine({ entry, unit, before }: FallenFunction, { paint }: Context): string {
  const { verdict, file, line, name } = unit;
  const was = formerPlace(entry);
  const change = `${verdictColor(before, paint)(before)} → ${verdictColor(verdict, paint)(verdict)}`;
  return `${change}  ${nameText(file)}:${line}  ${paint.bold(nameText(name))}${was ? paint.dim(` (${was})`) : ''}`;
}

function testLines(shown: ShownTest, { paint }: Context): string[] {
  const { entry, test, witness, findings } = shown;
  const place = test.line === 0 ? test.file : `${test.file}:${test.line}`;
  const color = witness ? paint.green : paint.red;
  const what = witness
    ? ` ${paint.cyan(nameText(witness.id))} ${nameText(witness.file)}:${witness.location.start.line} ${describeBreak(witness)}`
    : '';
  return [
    `${entry.what}  ${nameText(place)}  ${paint.bold(nameText(test.name))}`,
    `  ${color(witnessWords(shown))}${what}`,
    ...findings.flatMap((finding) => [
      `  ${oneLine(describeFinding(finding))}`,
      `  ${paint.cyan(nameText(finding.reproduce))}`,
    ]),
    ...onBaseWords(shown).map((line) => `  ${paint.dim(line)}`),
  ];
}

function goneLine(
  { file, name, why }: ChangeFacts['change']['testsGone'][number],
  { paint }: Context,
): string {
  return `${paint.yellow(goneWords[why])}  ${nameText(file)}  ${paint.bold(nameText(name))}`;
}

function part<T>(title: string, all: readonly T[], lines: (one: T) => string[], context: Context): string[] {
  if (all.length === 0) return [];
  const shown = context.verbose ? all : all.slice(0, shownFirst);
  const more = moreWords(all, shown.length);
  return [
    `${title} (${number(all.length)})`,
    ...shown.flatMap(lines).map((line) => `  ${line}`),
    ...(more === undefined ? [] : [context.paint.dim(`  … and ${more}, see --verbose or the files`)]),
  ];
}
