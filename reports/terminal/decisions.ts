/** What was decided of breaks that no test notices. */
import type { Decision, StaleDecision } from '../../src/model/decision.ts';
import { describeBreak } from '../breaks.ts';
import { type Paint, paint } from '../paint.ts';
import { nameText, oneLine } from '../text.ts';
import { count, decisionWords } from '../wording.ts';

interface Style {
  colors: boolean;
}

interface Kept extends Style {
  removed: boolean;
  /** Where they are kept, and how many are there now. */
  file: string;
  entries: number;
  /** Git ignores the file. */
  isIgnored: boolean;
}

/** What was just decided, or taken back, and what to do with the file. */
export function renderDecided(
  decisions: readonly Decision[],
  { colors, removed, file, entries, isIgnored }: Kept,
): string {
  const paints = paint(colors);
  const what = (decision: Decision) => (removed ? 'taken back' : decisionWords[decision.kind]);
  const lines = [
    ...decisions.map((decision) => `${what(decision)}: ${breakLine(decision, paints)}`),
    `${file} has ${count(entries, 'entry', 'entries')}; the next audit goes by ${entries === 1 ? 'it' : 'them'}`,
    ...(isIgnored ? [paints.yellow(`.gitignore excludes ${file}: add !${file} and commit it`)] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** All that was decided, file by file. */
export function renderDecisions(decisions: readonly Decision[], { colors }: Style): string {
  if (decisions.length === 0) return 'nothing was accepted\n';
  const paints = paint(colors);
  const files = [...Map.groupBy(decisions, ({ file }) => file)].map(([file, own]) =>
    [
      paints.bold(nameText(file)),
      ...own.flatMap((decision) => [
        `  ${breakWords(decision, paints)}`,
        `    ${decisionWords[decision.kind]}: ${oneLine(decision.reason)} ${paints.dim(`(${signed(decision)})`)}`,
      ]),
    ].join('\n'),
  );
  const counts = [...Map.groupBy(decisions, ({ kind }) => kind)].map(
    ([kind, own]) => `${own.length.toLocaleString('en-US')} ${decisionWords[kind]}`,
  );
  return `${files.join('\n\n')}\n\n${count(decisions.length, 'entry', 'entries')}: ${counts.join(' · ')}\n`;
}

interface Checked extends Style {
  /** How many there are. */
  checked: number;
  /** The audit holds every break, so that it can be said which are gone. */
  isWhole: boolean;
}

const staleWords: Record<StaleDecision['why'], string> = {
  gone: 'the code has no such break any more',
  changed: 'its text is another one now',
  noticed: 'a test notices it now',
};

/** What was decided and no longer fits, and what to do about it. */
export function renderStale(stale: readonly StaleDecision[], { colors, checked, isWhole }: Checked): string {
  const paints = paint(colors);
  const lines = stale.flatMap(({ decision, why }) => [
    `${paints.yellow('stale')}  ${breakLine(decision, paints)}: ${staleWords[why]}`,
    `  ${paints.cyan(`realcov accept --remove ${nameText(decision.mutant)}`)}`,
  ]);
  const total = `${stale.length.toLocaleString('en-US')} of ${count(checked, 'entry', 'entries')} stale`;
  const part = isWhole
    ? []
    : ['the last audit was of a part of the project, so it does not tell which breaks are gone'];
  return `${[...lines, total, ...part].join('\n')}\n`;
}

function breakLine(decision: Decision, paints: Paint): string {
  return `${nameText(decision.file)}  ${breakWords(decision, paints)}`;
}

function breakWords(decision: Decision, { cyan, dim }: Paint): string {
  const name = decision.function === undefined ? '' : `${nameText(decision.function)}  `;
  return `${cyan(nameText(decision.mutant))}  ${dim(name)}${describeBreak(decision)}`;
}

function signed({ by, at }: Decision): string {
  return `${oneLine(by)}, ${at.slice(0, 10)}`;
}
