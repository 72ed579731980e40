import type { Case, Outcome, ParameterSpec } from './embedded/spec.ts';
import type { TestStyle } from './style.ts';

/** A test that was thought of and not yet accepted. */
export interface Candidate {
  /** Name of the suite it goes into: that of the function. */
  suite: string;
  name: string;
  /** Its text, from `test(` to `);`. */
  text: string;
  /** Body of the test, as a writer gave it. */
  code?: string;
  /** What its text needs from Vitest besides `test` and `expect`. */
  uses: string[];
  /** Names that its source exports. */
  imports: string[];
  /** The sentence of the contract that it checks; without one it pins what the code does now. */
  clause?: string;
}

interface Called {
  /** What the module exports the function as. */
  exported: string;
  name: string;
  parameters: ParameterSpec[];
}

/** A call on which breaks differ, as a test. Pure. */
export function writeTest(found: Case, called: Called, { call }: TestStyle): Candidate {
  const { outcome, args } = found;
  const local = called.exported === 'default' ? called.name : called.exported;
  const { setup, shown, after } = argumentsFor(found, called.parameters);
  const expression = `${local}(${shown.join(', ')})`;
  const isAsync = outcome.isAsync === true;
  const lines = [...setup, assertion(expression, outcome), ...after];
  const body = lines.map((line) => `  ${line}`).join('\n');
  const name = nameOf(outcome, args, local);
  return {
    suite: called.name,
    name,
    text: `${call}(${quoted(name)}, ${isAsync ? 'async ' : ''}() => {\n${body}\n});`,
    uses: lines.some((line) => line.includes('vi.fn(')) ? ['vi'] : [],
    imports: [called.exported],
  };
}

interface WrittenArguments {
  setup: string[];
  shown: string[];
  after: string[];
}

/** What the call changes, and functions of which the calls are looked at, get names. */
function argumentsFor({ args, outcome }: Case, parameters: ParameterSpec[]): WrittenArguments {
  const written: WrittenArguments = { setup: [], shown: [], after: [] };
  args.forEach((arg, index) => {
    const name = parameters[Math.min(index, parameters.length - 1)]?.name ?? `argument${index + 1}`;
    const changed = outcome.changed?.[index];
    const calls = Object.entries(outcome.calls ?? {}).filter(
      ([path]) => path.split('.')[0] === String(index),
    );
    let shown = arg;
    for (const [path, made] of calls) {
      const member = path.split('.')[1];
      const spy = member ?? name;
      const source = member === undefined ? arg : memberSource(arg, member);
      written.setup.push(`const ${spy} = vi.fn(${source});`);
      shown = member === undefined ? spy : withMember(shown, member);
      written.after.push(`expect(${spy}.mock.calls).toEqual(${made});`);
    }
    if (changed !== undefined) {
      written.setup.push(`const ${name} = ${shown};`);
      written.after.push(`expect(${name}).toEqual(${changed});`);
      shown = name;
    }
    written.shown.push(shown);
  });
  return written;
}

/** The value of a member of an object that is written as `{ a: …, b: … }`, where it is a function. */
function memberSource(object: string, member: string): string {
  return memberPattern(member).exec(object)?.[1] ?? '';
}

/** The same object with the member by its short name. */
function withMember(object: string, member: string): string {
  return object.replace(memberPattern(member), member);
}

function memberPattern(member: string): RegExp {
  return new RegExp(`\\b${member}: ((?:async )?\\([^)]*\\) => .+?)(?=, [\\w$']+: | }$)`);
}

const globalErrors = new Set([
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
]);

function assertion(call: string, outcome: Outcome): string {
  const { kind, text, name = '', isAsync, isIterator } = outcome;
  if (kind === 'error') {
    const expected = text === "''" ? '' : globalErrors.has(name) ? `new ${name}(${text})` : text;
    return isAsync
      ? `await expect(${call}).rejects.toThrow(${expected});`
      : `expect(() => ${call}).toThrow(${expected});`;
  }
  const value = isAsync ? `await ${call}` : call;
  return `expect(${isIterator ? `[...${isAsync ? `(${value})` : value}]` : value}).${matcher(text)};`;
}

function matcher(text: string): string {
  if (text === 'undefined') return 'toBeUndefined()';
  if (text === 'null') return 'toBeNull()';
  if (text === 'NaN') return 'toBeNaN()';
  if (/^('|-?\d|-?Infinity|true|false)/.test(text)) return `toBe(${text})`;
  return /\bundefined\b/.test(text) ? `toStrictEqual(${text})` : `toEqual(${text})`;
}

const longestName = 80;

/** What is called and what comes of it: `total([1, 2]) is 3`. */
function nameOf({ kind, text, name = '', changed, calls }: Outcome, args: string[], local: string): string {
  const call = `${local}(${args.map(inName).join(', ')})`;
  const spies = Object.keys(calls ?? {}).map((path) => path.split('.')[1] ?? 'its callback');
  const what =
    kind === 'error'
      ? `throws ${name || 'an error'}`
      : spies.length > 0
        ? `calls ${spies.join(' and ')}`
        : changed && text === 'undefined'
          ? 'changes what it is given'
          : `is ${inName(text)}`;
  const all = `${call} ${what}`;
  if (all.length <= longestName) return all;
  const short = `${local}(…) ${what}`;
  return short.length <= longestName ? short : `${short.slice(0, longestName - 1).trimEnd()}…`;
}

/** With double quotes, as the name itself stands in single ones. */
function inName(source: string): string {
  return source.replace(/'((?:[^'\\]|\\.)*)'/g, (_, text: string) => `"${text.replaceAll("\\'", "'")}"`);
}

/** As a string in single quotes. */
export function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** The text of a whole test file of its own. Pure. */
export function writeFile(candidates: readonly Candidate[], specifier: string, style: TestStyle): string {
  return `${[...importLines(candidates, specifier, style), '', ...suites(candidates)].join('\n')}\n`;
}

export function importLines(
  candidates: readonly Candidate[],
  specifier: string,
  { call, globals }: TestStyle,
): string[] {
  const uses = [...new Set(['describe', 'expect', call, ...candidates.flatMap((each) => each.uses)])].sort();
  const own = [
    ...new Set(
      candidates.flatMap(({ imports, suite }) =>
        imports.map((name) => (name === 'default' ? `default as ${suite}` : name)),
      ),
    ),
  ].sort();
  return [
    ...(globals ? [] : [`import { ${uses.join(', ')} } from 'vitest';`]),
    `import { ${own.join(', ')} } from ${quoted(specifier)};`,
  ];
}

/** One `describe` for each function. What only pins behaviour says so, once for all where all do. */
export function suites(candidates: readonly Candidate[]): string[] {
  return [...Map.groupBy(candidates, ({ suite }) => suite)].flatMap(([suite, own], index) => {
    const allPin = own.every(({ clause }) => clause === undefined);
    return [
      ...(index > 0 ? [''] : []),
      ...(allPin ? [`${pinMark}: nobody has written down whether it should.`] : []),
      `describe(${quoted(suite)}, () => {`,
      ...own.flatMap(({ text, clause }, at) => [
        ...(at > 0 ? [''] : []),
        ...(clause === undefined
          ? allPin
            ? []
            : [`  ${pinMark}: its contract does not say.`]
          : comment(clause)),
        ...text.split('\n').map((line) => (line === '' ? '' : `  ${line}`)),
      ]),
      '});',
    ];
  });
}

/** How a comment begins above what holds on to what the code does, rather than to what it should do. */
export const pinMark = '// Pins what the code does now';

const longestLine = 100;

/** What the contract says, as lines of a comment. */
function comment(clause: string): string[] {
  const lines = [''];
  for (const word of `Contract: ${clause}`.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`;
    if (longer.length > longestLine && lines.at(-1) !== '') lines.push(` ${word}`);
    else lines[lines.length - 1] = longer;
  }
  return lines.map((line) => `  //${line}`);
}

/** Names that no two tests of a suite share. `taken` has full names that are no longer free. */
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
    return { ...candidate, name, text: candidate.text.replace(quoted(candidate.name), quoted(name)) };
  });
}
