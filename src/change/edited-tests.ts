import type { ChangedFile } from '../discover/changed-files.ts';
import { changedLines } from '../discover/changed-lines.ts';
import { parse, start, types, type Visit } from '../instrument/syntax.ts';
import { bodyOf, readTestFile, type TestFile } from '../theater/test-file.ts';
import { textsWithin, tokensIn } from './function-texts.ts';

/** What the two texts of a test file say of its tests. */
export interface TestTexts {
  /** Whether the test of a line of now is new or another one; undefined if it is the same. */
  changeOf(line: number): 'added' | 'edited' | undefined;
  /** Whether the test of a line of the base is gone or another one now. */
  isLost(line: number): boolean;
  /** Something changed outside of the tests that may concern all of them: a helper, a hook, a mock. */
  concernsAll: boolean;
}

/** Compares the tests of a file before and now by what they say, formatting and comments aside. */
export function compareTests(changed: ChangedFile): TestTexts {
  const { path, before, after } = changed;
  const [old, now] = [
    opened(before && String(before.bytes), path),
    opened(after && String(after.bytes), path),
  ];
  return {
    changeOf: (line) => {
      const own = now?.at(line);
      if (!own || !old) return 'added';
      if (old.texts.has(own.text)) return undefined;
      return old.titles.has(own.title) ? 'edited' : 'added';
    },
    isLost: (line) => {
      const own = old?.at(line);
      return !own || !now?.texts.has(own.text);
    },
    concernsAll: old !== undefined && now !== undefined && isOutside(changed, now),
  };
}

interface Opened {
  file: TestFile;
  at(line: number): { text: string; title: string } | undefined;
  texts: ReadonlySet<string>;
  titles: ReadonlySet<string>;
  calls: Visit<types.CallExpression>[];
}

function opened(source: string | undefined, path: string): Opened | undefined {
  const file = source === undefined ? undefined : readTestFile(source, path);
  if (!file) return undefined;
  const tokens = tokensIn(file.source, path);
  const between = (from: number, to: number) => textsWithin(tokens, from, to).join(' ');
  const textOf = ({ node }: Visit) => between(node.start!, node.end!);
  const describe = (call: Visit<types.CallExpression>) => {
    const around = suitesAround(call).map(headOf);
    return { text: [...around, textOf(call)].join(' > '), title: [...around, headOf(call)].join(' > ') };
  };
  const calls = file.calls.filter(({ node }) => bodyOf(node) !== undefined && isTestOrSuite(node));
  // What is around others comes right before them.
  const tests = calls.filter((call, index) => !calls[index + 1] || !isInside(calls[index + 1]!, call));
  const all = tests.map(describe);
  return {
    file,
    calls: tests,
    at: (line) => {
      const call = file.callAt(line);
      return call && describe(call);
    },
    texts: new Set(all.map(({ text }) => text)),
    titles: new Set(all.map(({ title }) => title)),
  };

  /** What a suite or test is called with, but for its function. */
  function headOf({ node }: Visit<types.CallExpression>): string {
    return between(node.start!, bodyOf(node)?.start ?? node.end!);
  }
}

const testName = /^(describe|suite|test|it|bench|fit|xit|xtest|fdescribe|xdescribe)$/;

function isTestOrSuite({ callee }: types.CallExpression): boolean {
  let part: types.Node = callee;
  for (;;) {
    if (types.isMemberExpression(part)) part = part.object;
    else if (types.isCallExpression(part)) part = part.callee;
    else if (types.isTaggedTemplateExpression(part)) part = part.tag;
    else return types.isIdentifier(part) && testName.test(part.name);
  }
}

function isInside(inner: Visit, outer: Visit): boolean {
  return (
    start(outer.node) <= start(inner.node) && inner.node.end! <= outer.node.end! && inner.node !== outer.node
  );
}

function suitesAround(call: Visit): Visit<types.CallExpression>[] {
  const around: Visit<types.CallExpression>[] = [];
  for (let next = call.parent; next; next = next.parent)
    if (types.isCallExpression(next.node) && isTestOrSuite(next.node) && bodyOf(next.node))
      around.unshift(next as Visit<types.CallExpression>);
  return around;
}

/** Changed lines that are in no test, import or comment. */
function isOutside(changed: ChangedFile, { file, calls }: Opened): boolean {
  const lines = file.source.split('\n');
  const { program } = parse(file.source, changed.path);
  const aside = [
    ...calls.map(({ node }) => node),
    ...program.body.filter(({ type }) => type === 'ImportDeclaration'),
  ];
  const within = (line: number) => aside.some(({ loc }) => loc!.start.line <= line && line <= loc!.end.line);
  const says = (line: number) => {
    const text = (lines[line - 1] ?? '').trim();
    return text !== '' && !/^(\/\/|\/?\*|[\])};,]+$)/.test(text);
  };
  return changedLines(changed).some(([from, to]) => {
    for (let line = from; line <= Math.min(to, lines.length); line++)
      if (!within(line) && says(line)) return true;
    return false;
  });
}
