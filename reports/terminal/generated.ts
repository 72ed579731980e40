/** What came of having tests written: the tests as a diff, then how far they go and what is left. */
import { createTwoFilesPatch } from 'diff';
import type { Generated, GeneratedFile } from '../../src/model/generated.ts';
import { type Paint, paint } from '../paint.ts';
import { gitPath, nameText, oneLine, visible } from '../text.ts';
import { count } from '../wording.ts';
import { labelWidth } from './context.ts';
import { violationLines } from './contracts.ts';

interface GeneratedOptions {
  colors: boolean;
  /** Files that were written. */
  written: string[];
  /** Whether durations are shown. */
  times: boolean;
}

const shownReasons = 8;

export function renderGenerated(generated: Generated, options: GeneratedOptions): string {
  const paints = paint(options.colors);
  const sections = [
    unseenLines(generated, paints),
    generated.files.flatMap((file) => diffLines(file, paints)),
    violationLines(generated.violations, paints),
    totals(generated, options, paints),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** What a reader of the diff should look at twice. `git apply` leaves out what stands before a diff. */
function unseenLines({ accepted }: Generated, { yellow }: Paint): string[] {
  return accepted.flatMap(({ test, file, callsUnseen = [] }) =>
    callsUnseen.length === 0
      ? []
      : [
          yellow(
            `read with care: ${nameText(test)} (${nameText(file)}) calls what it got from ${callsUnseen.map(nameText).join(', ')}`,
          ),
        ],
  );
}

/** As `git apply` takes it. */
function diffLines({ file, before, after }: GeneratedFile, { bold, cyan, green, red }: Paint): string[] {
  const from = before === undefined ? '/dev/null' : gitPath(`a/${file}`);
  const patch = createTwoFilesPatch('', '', before ?? '', after, undefined, undefined, {
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: false },
  });
  const lines = patch
    .trimEnd()
    .split('\n')
    .map((line) => {
      const text = (line[0] ?? '') + visible(line.slice(1));
      if (line.startsWith('@@')) return cyan(text);
      return line.startsWith('+') ? green(text) : line.startsWith('-') ? red(text) : text;
    });
  return [bold(`--- ${from}`), bold(`+++ ${gitPath(`b/${file}`)}`), ...lines];
}

function totals(generated: Generated, options: GeneratedOptions, { bold, dim, green }: Paint): string[] {
  const { accepted, targeted, noticed, files, seconds } = generated;
  const label = (text: string) => dim(text.padEnd(labelWidth));
  const of = `${noticed.toLocaleString('en-US')} of ${count(targeted, 'break')} that no test noticed`;
  const what = `${count(accepted.length, 'test')} ${accepted.length === 1 ? 'notices' : 'notice'} ${of}`;
  const where =
    options.written.length > 0
      ? `written to ${options.written.map(nameText).join(', ')}`
      : `for ${files.map(({ file }) => nameText(file)).join(', ')}; --apply writes them`;
  return [
    `${label('accepted')}${accepted.length > 0 ? green(bold(what)) : what}`,
    ...(files.length > 0 ? [`${label('')}${where}`] : []),
    ...reasons(generated).map((line, index) => `${label(index === 0 ? 'rejected' : '')}${oneLine(line)}`),
    ...sameLines(generated).map((line) => `${label('the same')}${line}`),
    ...leftLines(generated).map((line, index) => `${label(index === 0 ? 'left' : '')}${line}`),
    `${label('cost')}${[...(options.times ? [`${seconds} s`] : []), ...costs(generated)].join(', ')}`,
  ];
}

function costs({ writer, model = '', cost }: Generated): string[] {
  if (writer === 'embedded' || !cost) return ['no model used'];
  const { requests, cached, inputTokens, outputTokens, dollars } = cost;
  if (writer === 'command') return [count(requests, 'request')];
  const kept = cached === 0 ? '' : `, ${cached.toLocaleString('en-US')} of them answered before`;
  const money = dollars === undefined ? 'price unknown' : `$${dollars.toFixed(dollars < 0.1 ? 4 : 2)}`;
  const tokens = `${inputTokens.toLocaleString('en-US')} + ${outputTokens.toLocaleString('en-US')} tokens`;
  return [`${count(requests, 'request')} to ${nameText(model)}${kept}`, tokens, money];
}

/** How many were rejected for which reason. */
function reasons({ rejected }: Generated): string[] {
  const byReason = Map.groupBy(rejected, ({ reason }) => reason);
  const sorted = [...byReason].sort(([, a], [, b]) => b.length - a.length);
  const more = sorted.length - shownReasons;
  return [
    ...sorted.slice(0, shownReasons).map(([reason, all]) => `${count(all.length, 'test')}: ${reason}`),
    ...(more > 0 ? [`… and ${count(more, 'more reason')}`] : []),
  ];
}

function sameLines({ same }: Generated): string[] {
  if (same.length === 0) return [];
  const least = Math.min(...same.map(({ inputs }) => inputs));
  return [
    `${count(same.length, 'break')} did what the original does for ${least.toLocaleString('en-US')} inputs or more, and may be equivalent`,
  ];
}

function leftLines({ left }: Generated): string[] {
  const shown = left.slice(0, shownReasons);
  const more = left.length - shown.length;
  return [
    ...shown.map(
      (each) =>
        `${nameText(each.function)} (${nameText(each.file)}, ${count(each.breaks, 'break')}): ${oneLine(each.reason)}`,
    ),
    ...(more > 0 ? [`… and ${count(more, 'more function')}`] : []),
  ];
}

/** What the generated code was kept from, in one line. */
export function renderSandbox({
  sandboxed,
  network,
}: {
  sandboxed: boolean;
  network: 'cut' | 'open';
}): string {
  if (!sandboxed) return 'what was generated ran without a sandbox\n';
  const net =
    network === 'cut'
      ? 'no network'
      : 'no connection that Node opens, but this system cannot cut the network';
  return `sandbox: no writing but to a temporary folder, no reading but of a copy of the project and its packages, no other programs, no signals, no keys, ${net}\n`;
}

/** What would be sent, word for word but for the frame that the protocol puts around it. */
export function renderPrompts(prompts: { about: string; instructions: string; input: string }[]): string {
  const shown = prompts.map(
    ({ about, instructions, input }) =>
      `===== ${nameText(about)}: instructions\n${visible(instructions)}\n\n===== ${nameText(about)}: input\n${visible(input)}`,
  );
  return `${[...shown, `${count(prompts.length, 'request')}; nothing was sent`].join('\n\n')}\n`;
}

export function renderCharacterizationTests(tests: { file: string; line: number; test: string }[]): string {
  const lines = tests.map(({ file, line, test }) => nameText(`${file}:${line}  ${test}`));
  return `${[...lines, `${count(tests.length, 'test')} ${tests.length === 1 ? 'pins' : 'pin'} what the code does now`].join('\n')}\n`;
}
