import { compareText, type FunctionRow } from './functions.ts';

export interface FileRow {
  file: string;
  functions: FunctionRow[];
  breaks: number;
  noticed: number;
  unnoticed: number;
  /** Breaks in what no test reaches. */
  unreached: number;
}

export const fileSorts = {
  unnoticed: 'most unnoticed',
  share: 'least noticed',
  file: 'path',
  breaks: 'most breaks',
} as const;

export type FileSort = keyof typeof fileSorts;

export function fileRows(rows: FunctionRow[]): FileRow[] {
  return [...Map.groupBy(rows, ({ unit }) => unit.file)].map(([file, functions]) => {
    const sum = (of: (row: FunctionRow) => number) => functions.reduce((total, row) => total + of(row), 0);
    return {
      file,
      functions: functions.toSorted((a, b) => a.unit.line - b.unit.line),
      breaks: sum(({ breaks }) => breaks),
      noticed: sum(({ noticed }) => noticed),
      unnoticed: sum(({ unnoticed }) => unnoticed),
      unreached: sum(({ reaching, unnoticed }) => (reaching === 0 ? unnoticed : 0)),
    };
  });
}

export function selectFiles(rows: FileRow[], text: string, sort: FileSort): FileRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows
    .filter(({ file }) => words.every((word) => file.toLowerCase().includes(word)))
    .toSorted((a, b) => orders[sort](a, b) || compareText(a.file, b.file));
}

const shareOf = ({ noticed, breaks }: FileRow) => (breaks === 0 ? 1 : noticed / breaks);

const orders: Record<FileSort, (a: FileRow, b: FileRow) => number> = {
  unnoticed: (a, b) => b.unnoticed - a.unnoticed,
  share: (a, b) => shareOf(a) - shareOf(b),
  file: () => 0,
  breaks: (a, b) => b.breaks - a.breaks,
};
