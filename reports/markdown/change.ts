/** What a change made worse and what its tests notice, short enough for a comment on a pull request. */
import type { Audit } from '../../src/model/audit.ts';
import {
  type ChangeFacts,
  changeFacts,
  type FallenFunction,
  type ShownBreak,
  type ShownTest,
  worseCount,
} from '../change/facts.ts';
import {
  baseNote,
  changedWords,
  formerPlace,
  goneWords,
  oldWords,
  onBaseWords,
  otherWords,
  shownFirst,
  usefulnessWords,
  whyWorse,
  witnessWords,
  worseWords,
} from '../change/words.ts';
import { number } from '../wording.ts';
import { breakText, code, htmlText, type PageLink, words } from './escape.ts';

/** So many are in what unfolds; platforms limit the length of a comment. */
const folded = 30;

/** Sections, each with its lines; none for an audit that is not of a change. */
export function changeSections(audit: Audit, link: PageLink): string[][] {
  const facts = changeFacts(audit);
  if (!facts) return [];
  const { change, fell, tests } = facts;
  return [
    worse(facts, link),
    titled('Functions with a worse verdict', fell, fellLine, link),
    titled('Tests of the change', tests, testLine, link),
    titled('Tests that are gone', change.testsGone, goneLine, link),
    small([...oldWords(facts), ...usefulnessWords(change)]),
  ].filter((lines) => lines.length > 0);
}

function worse(facts: ChangeFacts, link: PageLink): string[] {
  const { change, first, beside, arid } = facts;
  const note = baseNote(facts);
  const isSaid = worseCount(facts) === 0 && (note !== undefined || facts.unchanged);
  const lines = (all: readonly ShownBreak[]) => all.map((one) => breakLine(one, link));
  const rest = [...first.slice(shownFirst), ...beside, ...arid];
  const others = [
    ...(first.length > shownFirst ? [`${number(first.length - shownFirst)} more`] : []),
    ...otherWords(facts),
  ];
  return [
    ...(note === undefined ? [] : [sentence(words(note)), '']),
    ...(isSaid ? [] : [`**${sentence(words(worseWords(facts)))}**`]),
    ...(first.length > 0 ? ['', ...lines(first.slice(0, shownFirst))] : []),
    ...(rest.length > 0 ? ['', ...details(others.join('; '), lines(rest), link)] : []),
    '',
    ...small([changedWords(change)]),
  ];
}

function small(sentences: readonly string[]): string[] {
  return sentences.length === 0
    ? []
    : [`<sub>${sentences.map((each) => sentence(words(each))).join(' ')}</sub>`];
}

function breakLine(shown: ShownBreak, link: PageLink): string {
  const { mutant, owner } = shown;
  const name = owner === undefined ? '' : `${link(code(owner.name), 'function', owner.id)} `;
  const place = code(`${mutant.file}:${mutant.location.start.line}`);
  const { text, test, rest } = whyWorse(shown);
  const why = [words(text), ...(test === undefined ? [] : [code(test)]), ...(rest ? [words(rest)] : [])].join(
    ' ',
  );
  return `- ${name}${place}: ${link(breakText(mutant), 'mutant', mutant.id)}, ${why}`;
}

function fellLine({ entry, unit, before }: FallenFunction, link: PageLink): string {
  const place = code(`${unit.file}:${unit.line}`);
  const was = formerPlace(entry);
  return `${before} → **${unit.verdict}** ${link(code(unit.name), 'function', unit.id)} ${place}${was ? ` (${words(was)})` : ''}`;
}

function testLine(shown: ShownTest, link: PageLink): string {
  const { entry, test, witness } = shown;
  const said = witness
    ? `${words(witnessWords(shown))} ${link(breakText(witness), 'mutant', witness.id)} ${code(`${witness.file}:${witness.location.start.line}`)}`
    : `**${words(witnessWords(shown))}**`;
  const facts = [said, ...onBaseWords(shown).map(words)].join('; ');
  return `${entry.what} ${link(code(test.name), 'test', test.id)} ${code(test.file)}: ${facts}`;
}

function goneLine({ file, name, why }: ChangeFacts['change']['testsGone'][number]): string {
  return `${goneWords[why]}: ${code(name)} ${code(file)}`;
}

function titled<T>(
  title: string,
  all: readonly T[],
  line: (one: T, link: PageLink) => string,
  link: PageLink,
): string[] {
  if (all.length === 0) return [];
  const lines = all.map((one) => `- ${line(one, link)}`);
  const rest = lines.slice(shownFirst);
  return [
    `## ${title}`,
    '',
    ...lines.slice(0, shownFirst),
    ...(rest.length > 0 ? ['', ...details(`${number(rest.length)} more`, rest, link)] : []),
  ];
}

/** What unfolds; an empty line lets it be Markdown inside. */
function details(summary: string, lines: readonly string[], link: PageLink): string[] {
  const more = lines.length - folded;
  return [
    `<details><summary>${htmlText(summary)}</summary>`,
    '',
    ...lines.slice(0, folded),
    ...(more > 0 ? [`- ${link(`${number(more)} more`, 'change')}`] : []),
    '',
    '</details>',
  ];
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
