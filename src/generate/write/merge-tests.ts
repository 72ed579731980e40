import { parse, types } from '../../instrument/syntax.ts';
import type { TestStyle } from './style.ts';
import { type Candidate, importLines, suites, writeFile } from './write.ts';

/**
 * The text of a test file with more tests in it: imports are merged, suites are added at its end. A missing file is
 * written whole. Pure.
 */
export function withTests(
  existing: string | undefined,
  file: string,
  candidates: readonly Candidate[],
  specifier: string,
  style: TestStyle,
): string {
  if (existing === undefined) return writeFile(candidates, specifier, style);
  const merged = withImports(existing, file, importLines(candidates, specifier, style));
  return `${merged.trimEnd()}\n\n${suites(candidates).join('\n')}\n`;
}

interface Edit {
  from: number;
  to: number;
  text: string;
}

function withImports(text: string, file: string, lines: string[]): string {
  const { body } = parse(text, file).program;
  const present = body.filter((node) => types.isImportDeclaration(node));
  const edits: Edit[] = [];
  const added: string[] = [];
  for (const line of lines) {
    const [wanted] = parse(line, 'line.ts').program.body as types.ImportDeclaration[];
    const same = present.find(
      ({ source, importKind, specifiers }) =>
        source.value === wanted!.source.value &&
        importKind !== 'type' &&
        specifiers.some((each) => types.isImportSpecifier(each)),
    );
    if (!same) added.push(line);
    else edits.push(...missingIn(same, wanted!, text, present));
  }
  const last = present.at(-1);
  const at = last?.end ?? 0;
  const more = added.join('\n');
  if (added.length > 0) edits.push({ from: at, to: at, text: last ? `\n${more}` : `${more}\n\n` });
  return edits
    .sort((a, b) => b.from - a.from)
    .reduce((all, edit) => all.slice(0, edit.from) + edit.text + all.slice(edit.to), text);
}

/** Adds missing names to an import: sorted if the others are sorted, else at the end. */
function missingIn(
  same: types.ImportDeclaration,
  wanted: types.ImportDeclaration,
  text: string,
  present: types.ImportDeclaration[],
): Edit[] {
  const known = new Set(
    present
      .filter(({ source }) => source.value === wanted.source.value)
      .flatMap(({ specifiers }) => specifiers.map(({ local }) => local.name)),
  );
  const textOf = (each: types.Node, source: string) => source.slice(each.start!, each.end!);
  const line = wanted.specifiers.filter(({ local }) => !known.has(local.name));
  const named = same.specifiers.filter((each) => types.isImportSpecifier(each));
  const [first, last] = [named[0], named.at(-1)];
  if (line.length === 0 || !first || !last) return [];
  const before = named.map((each) => textOf(each, text));
  const added = line.map(nameOf);
  const isOrdered = [...before].sort(byName).every((each, index) => each === before[index]);
  const after = isOrdered ? [...before, ...added].sort(byName) : [...before, ...added];
  return [{ from: first.start!, to: last.end!, text: after.join(', ') }];
}

function byName(a: string, b: string): number {
  const bare = (name: string) => name.replace(/^type /, '').toLowerCase();
  return bare(a) < bare(b) ? -1 : bare(a) > bare(b) ? 1 : 0;
}

function nameOf(specifier: types.ImportDeclaration['specifiers'][number]): string {
  const { name } = specifier.local;
  if (!types.isImportSpecifier(specifier) || !types.isIdentifier(specifier.imported)) return name;
  return specifier.imported.name === name ? name : `${specifier.imported.name} as ${name}`;
}

/** The specifier by which a test file already imports a source, if it does. Pure. */
export function importedAs(
  text: string,
  file: string,
  isSource: (specifier: string) => boolean,
): string | undefined {
  return importsIn(text, file)
    .map(({ source }) => source.value)
    .find(isSource);
}

/** Empty for a file that does not parse. */
function importsIn(text: string, file: string): types.ImportDeclaration[] {
  try {
    return parse(text, file).program.body.filter((node) => types.isImportDeclaration(node));
  } catch {
    return [];
  }
}

/** Whether the names that tests import are not yet used in a file: a file with a name twice does not load. */
export function isParsed(text: string, file: string): boolean {
  try {
    parse(text, file);
    return true;
  } catch {
    return false;
  }
}
