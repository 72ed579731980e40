import { useState } from 'preact/hooks';
import type { AuditedMutant } from '../../../../src/model/audit.ts';
import { visible } from '../../../text.ts';
import { type Hunk, mutantHunks } from '../../../unified.ts';

const shownLines = 40;

interface DiffRow {
  before: number | undefined;
  after: number | undefined;
  sign: string;
  text: string;
}

/** A break as a diff of its source; of the two fragments where the source is not there. */
export function Diff({ mutant, source }: { mutant: AuditedMutant; source: string | undefined }) {
  const [all, setAll] = useState(false);
  const rows = rowsOf(mutant, source);
  const shown = all ? rows : rows.slice(0, shownLines);
  const change = middle(rows);
  return (
    <section class="diff" aria-label="What the break changes">
      <table>
        <tbody>
          {shown.map((row, index) => (
            <tr key={index} class={row.sign === '+' ? 'diff-added' : row.sign === '-' ? 'diff-removed' : ''}>
              <td class="diff-number">{row.sign === '+' ? row.after : row.before}</td>
              <td class="diff-sign">{row.sign}</td>
              <td class="diff-text">
                {row.sign === ' ' ? visible(row.text) : <Changed text={row.text} change={change} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown.length && (
        <button type="button" class="more" onClick={() => setAll(true)}>
          Show {rows.length - shown.length} more lines
        </button>
      )}
    </section>
  );
}

interface Middle {
  start: number;
  end: number;
}

function Changed({ text, change }: { text: string; change: Middle | undefined }) {
  if (change === undefined) return <>{visible(text)}</>;
  const end = text.length - change.end;
  return (
    <>
      {visible(text.slice(0, change.start))}
      <mark>{visible(text.slice(change.start, end))}</mark>
      {visible(text.slice(end))}
    </>
  );
}

/** What two lines do not share, where one line became another. */
function middle(rows: DiffRow[]): Middle | undefined {
  const [before, ...more] = rows.filter(({ sign }) => sign === '-');
  const [after, ...others] = rows.filter(({ sign }) => sign === '+');
  if (before === undefined || after === undefined || more.length + others.length > 0) return undefined;
  const least = Math.min(before.text.length, after.text.length);
  let start = 0;
  while (start < least && before.text[start] === after.text[start]) start++;
  let end = 0;
  while (end < least - start && before.text.at(-1 - end) === after.text.at(-1 - end)) end++;
  return wholeWords({ start, end }, [before.text, after.text]);
}

const isInWord = (text: string, at: number) => /^[\w$]{2}$/.test(text.slice(at - 1, at + 1));

/** Not from the middle of a word, or to one. */
function wholeWords({ start, end }: Middle, texts: string[]): Middle {
  const whole = { start, end };
  while (whole.start > 0 && texts.some((text) => isInWord(text, whole.start))) whole.start--;
  while (whole.end > 0 && texts.some((text) => isInWord(text, text.length - whole.end))) whole.end--;
  return whole;
}

function rowsOf(mutant: AuditedMutant, source: string | undefined): DiffRow[] {
  if (mutant.description !== undefined) return placeRows(mutant);
  try {
    return mutantHunks(source ?? '', mutant).flatMap(hunkRows);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return fragmentRows(mutant);
  }
}

function hunkRows({ before, after, lines }: Hunk): DiffRow[] {
  let [old, now] = [before.line, after.line];
  return lines.map((line) => {
    const sign = line[0] ?? ' ';
    return {
      sign,
      text: line.slice(1),
      before: sign === '+' || sign === '\\' ? undefined : old++,
      after: sign === '-' || sign === '\\' ? undefined : now++,
    };
  });
}

/** What the code becomes is not known: only where it is changed. */
function placeRows({ original, location }: AuditedMutant): DiffRow[] {
  return original.split('\n').map((text, index): DiffRow => {
    const number = location.start.line + index;
    return { sign: ' ', text, before: number, after: number };
  });
}

function fragmentRows({ original, replacement, location }: AuditedMutant): DiffRow[] {
  const rows = (text: string, sign: string) =>
    text.split('\n').map((line, index): DiffRow => {
      const number = location.start.line + index;
      return { sign, text: line, before: number, after: number };
    });
  return [...rows(original, '-'), ...rows(replacement, '+')];
}
