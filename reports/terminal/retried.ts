/** What became of breaks of an earlier audit, for `realcov retry`. */
import type { Retried } from '../../src/model/retried.ts';
import { describeBreak } from '../breaks.ts';
import { type Paint, paint } from '../paint.ts';
import { nameText, oneLine } from '../text.ts';
import { count } from '../wording.ts';

const shown = 3;

/** Two lines for each break, and one for all of them. */
export function renderRetried(retried: readonly Retried[], { colors }: { colors: boolean }): string {
  const paints = paint(colors);
  const noticed = retried.filter(({ outcome }) => outcome === 'noticed').length;
  const verb = retried.length === 1 ? 'is' : 'are';
  const all = `${noticed} of ${count(retried.length, 'break')} ${verb} noticed now`;
  return `${[...retried.flatMap((each) => lines(each, paints)), '', paints.bold(all)].join('\n')}\n`;
}

function lines({ id, break: made, outcome, tests, reason, failure }: Retried, paints: Paint): string[] {
  const { green, red, yellow, dim } = paints;
  const color = outcome === 'noticed' ? green : outcome === 'unnoticed' ? red : yellow;
  const place = `${nameText(made.file)}:${made.location.start.line}`;
  const head = `${color(outcome.padEnd(9))}  ${id}  ${place}  ${describeBreak(made)}`;
  return [head, dim(`           ${oneLine(why({ outcome, tests, reason, failure }))}`)];
}

function why({
  outcome,
  tests,
  reason,
  failure,
}: Pick<Retried, 'outcome' | 'tests'> & { reason: string | undefined; failure: string | undefined }): string {
  const named = tests
    .slice(0, shown)
    .map(({ file, line, name }) => (name === '' ? file : `${file}:${line} ${name}`));
  const more = tests.length > shown ? `, and ${tests.length - shown} more` : '';
  const list = named.join(', ') + more;
  switch (outcome) {
    case 'noticed':
      return `by ${list || 'a test that does not end'}${failure === undefined ? '' : `: ${failure}`}`;
    case 'unnoticed':
      return tests.length === 0
        ? 'no test reaches it'
        : `reached by ${list}, and ${tests.length === 1 ? 'it does not fail' : 'none fails'}`;
    case 'gone':
      return 'its code has changed: realcov audit makes the breaks anew';
    default:
      return reason ?? 'it has no proven verdict';
  }
}
