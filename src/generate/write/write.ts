import { withEscapes } from '../../model/visible.ts';
import { moduleOf, type TestStyle } from './style.ts';

/** A test that is not accepted yet. */
export interface Candidate {
  /** Name of its suite: the name of the function. */
  suite: string;
  name: string;
  /** Id of the function, if a writer was asked for it. */
  of?: string;
  /** Its text, from `test(` to `);`. */
  text: string;
  /** Body of the test, as a writer gave it. */
  code?: string;
  /** What its text imports from the test runner besides `test` and `expect`. */
  uses: string[];
  /** Exports of its source that it uses. */
  imports: string[];
  /** The sentence of the contract that it checks; without one it pins the present behaviour. */
  clause?: string;
  /** Imports from other modules. */
  others?: { name: string; exported: string; specifier: string }[];
}

/** A string in single quotes. */
export function quoted(text: string): string {
  return `'${withEscapes(text.replaceAll('\\', '\\\\').replaceAll("'", "\\'"))}'`;
}

/** The text of a whole test file. Pure. */
export function writeFile(candidates: readonly Candidate[], specifier: string, style: TestStyle): string {
  return `${[...importLines(candidates, specifier, style), '', ...suites(candidates)].join('\n')}\n`;
}

export function importLines(
  candidates: readonly Candidate[],
  specifier: string,
  { call, globals, runner }: TestStyle,
): string[] {
  const uses = [...new Set(['describe', 'expect', call, ...candidates.flatMap((each) => each.uses)])].sort();
  const own = candidates.flatMap(({ imports, suite }) =>
    imports.map((name) => ({
      name: name === 'default' ? suite.split('.')[0]! : name,
      exported: name,
      specifier,
    })),
  );
  const all = [...own, ...candidates.flatMap(({ others = [] }) => others)];
  const lines = [...Map.groupBy(all, (each) => each.specifier)].map(([from, names]) => {
    const texts = names.map(({ name, exported }) => (name === exported ? name : `${exported} as ${name}`));
    return `import { ${[...new Set(texts)].sort().join(', ')} } from ${quoted(from)};`;
  });
  return [...(globals ? [] : [`import { ${uses.join(', ')} } from '${moduleOf[runner]}';`]), ...lines];
}

/** One `describe` for each function. A comment marks tests that pin behaviour, once for all if all do. */
export function suites(candidates: readonly Candidate[]): string[] {
  return [...Map.groupBy(candidates, ({ suite }) => suite)].flatMap(([suite, own], index) => {
    const allPin = own.every(({ clause }) => clause === undefined);
    return [
      ...(index > 0 ? [''] : []),
      ...(allPin ? [`${characterizationMark}: nobody has written down whether it should.`] : []),
      `describe(${quoted(suite)}, () => {`,
      ...own.flatMap(({ text, clause }, at) => [
        ...(at > 0 ? [''] : []),
        ...(clause === undefined
          ? allPin
            ? []
            : [`  ${characterizationMark}: its contract does not say.`]
          : comment(clause)),
        ...text.split('\n').map((line) => (line === '' ? '' : `  ${line}`)),
      ]),
      '});',
    ];
  });
}

/** The beginning of a comment above tests that pin the present behaviour. */
export const characterizationMark = '// Pins what the code does now';

const maxLineLength = 100;

/** The sentence of the contract, as lines of a comment. */
function comment(clause: string): string[] {
  const lines = [''];
  for (const word of `Contract: ${clause}`.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`;
    if (longer.length > maxLineLength && lines.at(-1) !== '') lines.push(` ${word}`);
    else lines[lines.length - 1] = longer;
  }
  return lines.map((line) => `  //${line}`);
}

/** Test names that are unique within a suite. `taken` are full names that are in use. */
export function withOwnNames(
  candidates: readonly Candidate[],
  taken: ReadonlySet<string> = new Set(),
): Candidate[] {
  const seen = new Map([...taken].map((name): [string, number] => [name, 1]));
  return candidates.map((candidate) => {
    const key = `${candidate.suite} > ${candidate.name}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    if (count === 1) return candidate;
    const name = `${candidate.name} (${count})`;
    return { ...candidate, name, text: candidate.text.replace(quoted(candidate.name), () => quoted(name)) };
  });
}
