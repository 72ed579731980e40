import type { Audit } from '../../src/model/audit.ts';
import { type Problem, problemsOf, ruleOf } from '../problems/index.ts';
import { count, number } from '../wording.ts';
import { type CommandProperties, workflowCommand } from './commands.ts';

/** GitHub shows ten of each level a step, and fifty of a job. */
const limit = 10;

/** The problems as annotations, as many as GitHub shows, and one more that says how many others there are. */
export function annotations(audit: Audit, folder: string): string {
  const { all, unranked, doubts } = problemsOf(audit, folder);
  const shown = (['error', 'warning'] as const).flatMap((level) =>
    all.filter((problem) => problem.level === level).slice(0, limit),
  );
  const more = all.length - shown.length + unranked;
  return [
    ...doubts.map((doubt) => workflowCommand('notice', { title: 'realcov' }, doubt)),
    ...shown.map(annotation),
    ...(more > 0 ? [moreNotice(more, shown.length)] : []),
  ].join('');
}

function annotation(problem: Problem): string {
  const { level, rule, about, message, command, file } = problem;
  const properties = { title: ruleOf(rule).title, file, ...placeOf(problem) };
  return workflowCommand(level, properties, `${about}: ${message}\n${command}`);
}

/** GitHub shows an annotation below its last line: that of a whole body would be far from its head. */
function placeOf({ location }: Problem): CommandProperties {
  if (location === undefined) return {};
  const { start, end } = location;
  const isSpan = start.line === end.line && end.column > start.column;
  return { line: start.line, ...(isSpan && { col: start.column, endColumn: end.column - 1 }) };
}

function moreNotice(more: number, shown: number): string {
  const words = shown === 0 ? count(more, 'problem') : `and ${number(more)} more`;
  return workflowCommand(
    'notice',
    { title: 'realcov' },
    `${words}: the job summary and the report have them all`,
  );
}
