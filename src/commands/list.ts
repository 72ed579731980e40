import { describeBreak } from '../../reports/index.ts';
import { paint } from '../../reports/paint.ts';
import { nameText, oneLine } from '../../reports/text.ts';
import { count } from '../../reports/wording.ts';
import type { Mutant } from '../model/mutant.ts';
import type { MutantList } from '../model/mutant-list.ts';
import type { Output } from './io.ts';

/** The breaks of an audit before it runs: each with its file, place, change and id. */
export function renderList(
  { project, functions, mutants, notices }: MutantList,
  { colors }: Pick<Output, 'colors'>,
): string {
  const { bold, dim, yellow } = paint(colors);
  const names = new Map(functions.map(({ id, name }) => [id, name]));
  const byFile = [...Map.groupBy(mutants, ({ file }) => file)];
  const files = byFile.flatMap(([file, ofFile]) => [
    bold(nameText(file)),
    ...ofFile.map((mutant) => `  ${dim(nameText(mutant.id))}  ${breakLine(mutant, names)}`),
  ]);
  const skipped = notices.map(({ file, message }) =>
    yellow(`${file === undefined ? '' : `${nameText(file)}: `}${oneLine(message)}`),
  );
  const total = `${count(mutants.length, 'break')} in ${count(functions.length, 'function')}, ${count(project.files, 'file')}`;
  return `${[...files, ...skipped, total].join('\n')}\n`;
}

function breakLine(mutant: Mutant, names: ReadonlyMap<string, string>): string {
  const { location, mutator, ignored, invalid } = mutant;
  const name = mutant.function === undefined ? 'outside functions' : (names.get(mutant.function) ?? '');
  const why = ignored ?? invalid;
  const place = `${location.start.line}:${location.start.column}`;
  const tail =
    why === undefined ? '' : `  (${ignored === undefined ? 'invalid' : 'ignored'}: ${oneLine(why)})`;
  return `${place}  ${nameText(name)}  ${describeBreak(mutant)}  ${nameText(mutator)}${tail}`;
}
