/** The file of a test file's kept results: a signature, and compressed columns. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { JournalLine, PairRow } from '../protocol.ts';
import type { KnownRows } from './known-rows.ts';

/** Raised where the form of a file changes: older and newer files are left alone. */
const format = 1;

export interface RowFile {
  /** A hash of what the results of all test files depend on. */
  base: string;
  project: string;
  /** The test file, relative to the root. */
  file: string;
  /** What its results depend on, by name, each with its state then. */
  inputs: Record<string, string>;
  rows: KnownRows;
}

interface Written extends Omit<RowFile, 'rows'> {
  format: number;
  jobs: [string, JournalLine[]][];
  tests: string[];
  /** Of the pairs: their names and results, each once, and the positions of both. */
  parts: string[];
  values: string[];
  columns: number[][];
}

const signatureBytes = 32;

export function packRows({ rows, ...head }: RowFile, key: Buffer): Buffer {
  const written: Written = {
    format,
    ...head,
    jobs: [...rows.jobs],
    tests: rows.tests,
    ...columnsOf(rows.pairs),
  };
  const body = gzipSync(JSON.stringify(written));
  return Buffer.concat([signatureOf(body, key), body]);
}

/** Undefined if somebody else wrote the file, or another version of realcov. */
export function unpackRows(content: Buffer, key: Buffer): RowFile | undefined {
  const [signature, body] = [content.subarray(0, signatureBytes), content.subarray(signatureBytes)];
  if (signature.length < signatureBytes || !timingSafeEqual(signature, signatureOf(body, key)))
    return undefined;
  const written = JSON.parse(gunzipSync(body).toString('utf8')) as Written;
  if (written.format !== format) return undefined;
  const { base, project, file, inputs, jobs, tests } = written;
  return { base, project, file, inputs, rows: { tests, jobs: new Map(jobs), pairs: pairsOf(written) } };
}

function signatureOf(body: Buffer, key: Buffer): Buffer {
  return createHmac('sha256', key).update('realcov rows\n').update(body).digest();
}

const partCount = 4;

/** One column for each part of the names, and one for the results. */
function columnsOf(pairs: KnownRows['pairs']): Pick<Written, 'parts' | 'values' | 'columns'> {
  const [parts, values] = [new Numbered(), new Numbered()];
  const columns: number[][] = Array.from({ length: partCount + 1 }, () => []);
  for (const [name, row] of [...pairs].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const [index, part] of partsOf(name).entries()) columns[index]?.push(parts.of(part));
    const { kind: _, test: _test, mutant: _mutant, ...result } = row;
    columns[partCount]?.push(values.of(JSON.stringify(result)));
  }
  return { parts: parts.all, values: values.all, columns };
}

function pairsOf({ parts, values, columns }: Written): KnownRows['pairs'] {
  const pairs: KnownRows['pairs'] = new Map();
  const results = values.map((value) => JSON.parse(value) as Omit<PairRow, 'kind' | 'test' | 'mutant'>);
  const count = columns[partCount]?.length ?? 0;
  for (let row = 0; row < count; row++) {
    const name = columns.slice(0, partCount).map((column) => parts[column[row]!]!);
    const [, mutant = '', , test = ''] = name;
    const result = results[columns[partCount]![row]!]!;
    pairs.set(name.join('\n'), { kind: 'pair', test, mutant, ...result });
  }
  return pairs;
}

/** What tests may do, the mutant, how it is run, and the test, whose name may have several lines. */
function partsOf(name: string): string[] {
  const parts = name.split('\n');
  return [...parts.slice(0, partCount - 1), parts.slice(partCount - 1).join('\n')];
}

class Numbered {
  readonly #numbers = new Map<string, number>();

  of(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  get all(): string[] {
    return [...this.#numbers.keys()];
  }
}
