/** Answers that fit into what an agent reads at once. */

import { shorten } from '../text.ts';
import { count } from '../wording.ts';

/** In characters; about 3,000 tokens. */
export const maxAnswer = 12_000;
const maxLine = 400;

/** Lines as one text that is no longer than an answer may be; says how many lines it leaves out. */
export function boundedLines(lines: readonly string[], limit = maxAnswer): string {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    const short = shorten(line, maxLine);
    if (length + short.length + 1 > limit) break;
    kept.push(short);
    length += short.length + 1;
  }
  const more = lines.length - kept.length;
  return [...kept, ...(more > 0 ? [`… and ${count(more, 'more line')}`] : [])].join('\n');
}

/** A text for people, cut to what an answer may be. */
export function boundedText(text: string): string {
  return boundedLines(text.trimEnd().split('\n'));
}
