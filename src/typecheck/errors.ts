import { ts } from 'ts-morph';

/** One thing that TypeScript refuses. */
export interface TypeProblem {
  /** `TS2322: Type 'string' is not assignable to type 'number'.`, all lines of it. */
  text: string;
  /** Offset in the checked text, undefined if it has no place. */
  start: number | undefined;
}

/** How many problems of each text a file has. */
export type Counts = Map<string, number>;

const longest = 200;

/** `if (a) ;`: only how the removal of a statement is written; with `{}` in its place it would compile. */
const emptyStatement = 1313;

/** The problems of one file in the order of their places. */
export function problemsOf(program: ts.Program, sourceFile: ts.SourceFile): TypeProblem[] {
  return [...program.getSyntacticDiagnostics(sourceFile), ...program.getSemanticDiagnostics(sourceFile)]
    .filter(({ category, code }) => category === ts.DiagnosticCategory.Error && code !== emptyStatement)
    .map(({ code, messageText, start }) => ({
      text: `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
      start,
    }))
    .sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
}

/** What a file has more of than before. */
export interface NewProblems {
  /** Every problem of a text that there is more of, the old ones too: nothing tells them apart. */
  problems: TypeProblem[];
  /** How many more of each text. */
  counts: Counts;
}

export function newSince(before: Counts, problems: readonly TypeProblem[]): NewProblems {
  const counts = added(before, countOf(problems));
  return { problems: problems.filter(({ text }) => counts.has(text)), counts };
}

export function countOf(problems: readonly TypeProblem[]): Counts {
  const counts: Counts = new Map();
  for (const { text } of problems) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** How many more there are of each text than before. */
export function added(before: Counts, now: Counts): Counts {
  const more = [...now].map(([text, count]) => [text, count - (before.get(text) ?? 0)] as const);
  return new Map(more.filter(([, count]) => count > 0));
}

/** A problem on one line that is not too long, without the folder that the project happens to be in. */
export function reasonOf({ text }: TypeProblem, root: string): string {
  const line = (text.split('\n', 1)[0] ?? '').replaceAll(`${root}/`, '');
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}
