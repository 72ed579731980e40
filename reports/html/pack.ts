/**
 * Report data in fewer characters: lists of tests that many breaks share are kept once and as numbers, and
 * the original text of a break is left out where the source says it. Runs in Node and in the page.
 */
import { lineStarts } from '../../src/model/apply.ts';
import type { AuditedMutant } from '../../src/model/audit.ts';
import type { ReportData } from '../../src/model/report-data.ts';

/** Changes when a page of before would misread the data. */
export const packedFormat = 1;

type PackedMutant = Omit<AuditedMutant, 'coveredBy' | 'killedBy' | 'original'> & {
  /** Positions in `lists`; absent where the list is empty. */
  c?: number;
  k?: number;
  /** Absent where it stands in the source. */
  original?: string;
};

export interface PackedReport {
  format: number;
  data: Omit<ReportData, 'audit'> & { audit: Omit<ReportData['audit'], 'mutants'> };
  mutants: PackedMutant[];
  /** Ids of tests, hooks and files. */
  ids: string[];
  /** Lists of positions in `ids`, each number the distance from the one before. */
  lists: number[][];
}

export function packReport({ audit: { mutants, ...audit }, ...others }: ReportData): PackedReport {
  const table = new ListTable(audit.tests.map(({ id }) => id));
  const cuts = cutters(others.sources);
  const packed = mutants.map(({ coveredBy, killedBy, original, ...mutant }): PackedMutant => {
    const c = table.add(coveredBy);
    const k = table.add(killedBy);
    return {
      ...mutant,
      ...(cuts.get(mutant.file)?.(mutant.location) === original ? {} : { original }),
      ...(c !== undefined && { c }),
      ...(k !== undefined && { k }),
    };
  });
  return {
    format: packedFormat,
    data: { ...others, audit },
    mutants: packed,
    ids: table.ids,
    lists: table.lists,
  };
}

export function unpackReport({ data, mutants, ids, lists }: PackedReport): ReportData {
  const named = lists.map((steps) => {
    let position = 0;
    return steps.map((step) => {
      position += step;
      return ids[position] ?? '';
    });
  });
  const listAt = (position: number | undefined): string[] =>
    position === undefined ? [] : (named[position] ?? []);
  const cuts = cutters(data.sources);
  const unpacked = mutants.map(
    ({ c, k, original, ...mutant }): AuditedMutant => ({
      ...mutant,
      original: original ?? cuts.get(mutant.file)?.(mutant.location) ?? '',
      coveredBy: listAt(c),
      killedBy: listAt(k),
    }),
  );
  return { ...data, audit: { ...data.audit, mutants: unpacked } };
}

/** Lists of ids, each kept once. */
class ListTable {
  readonly ids: string[];
  readonly lists: number[][] = [];
  private readonly positions: Map<string, number>;
  private readonly known = new Map<string, number>();

  constructor(ids: string[]) {
    this.ids = [...ids];
    this.positions = new Map(ids.map((id, index) => [id, index]));
  }

  add(list: string[]): number | undefined {
    if (list.length === 0) return undefined;
    const positions = list.map((id) => this.positionOf(id));
    const key = positions.join();
    const known = this.known.get(key) ?? this.lists.length;
    if (known === this.lists.length) {
      this.known.set(key, known);
      this.lists.push(positions.map((position, index) => position - (positions[index - 1] ?? 0)));
    }
    return known;
  }

  /** A hook or a file is no test, and joins when it is first seen. */
  private positionOf(id: string): number {
    const known = this.positions.get(id) ?? this.ids.length;
    if (known === this.ids.length) {
      this.positions.set(id, known);
      this.ids.push(id);
    }
    return known;
  }
}

type Place = AuditedMutant['location'];

/** The text at a location of a source whose lines are found once, however many are asked for. */
function cutter(text: string): (location: Place) => string {
  const starts = lineStarts(text);
  const offset = ({ line, column }: Place['start']) => (starts[line - 1] ?? text.length) + column - 1;
  return ({ start, end }) => text.slice(offset(start), offset(end));
}

function cutters(sources: Record<string, string>): Map<string, ReturnType<typeof cutter>> {
  return new Map(Object.entries(sources).map(([file, text]) => [file, cutter(text)]));
}
