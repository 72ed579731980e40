import { closeSync, openSync, readFileSync, readSync, realpathSync, writeFileSync } from 'node:fs';
import type { ServedText } from '../lab.ts';
import type { SwitchTable } from '../protocol.ts';

// Stored at load, before a suite can spy on or mock the file system.
const [open, close, read, readAll, write] = [openSync, closeSync, readSync, readFileSync, writeFileSync];
const real = realpathSync.native;

/** Position of a text in the file that contains all of them: offset and length, in bytes. */
type Part = [at: number, size: number];

interface IndexedFile {
  /** Absolute. */
  path: string;
  /** Prefix of its switches; absent if the text has none. */
  key?: string;
  sites: number;
  original: Part;
  code: Part;
}

/** The texts that are served instead of originals, found without reading all of them. */
interface Index {
  texts: string;
  files: IndexedFile[];
}

export interface IndexedText {
  path: string;
  key?: string;
  sites: number;
  original: string;
  code: string;
}

/** Path of the file with the texts. */
export function indexOf(texts: string): string {
  return `${texts}.index`;
}

/** @param file of the index; the texts are written beside it */
export function writeIndex(file: string, texts: ServedText[], { files }: Pick<SwitchTable, 'files'>): void {
  const chunks: Buffer[] = [];
  let at = 0;
  const part = (text: string): Part => {
    const bytes = Buffer.from(text);
    chunks.push(bytes);
    at += bytes.length;
    return [at - bytes.length, bytes.length];
  };
  const known = new Map(files.map((each) => [each.path, each]));
  const index: Index = {
    texts: `${file}.texts`,
    files: texts.map(({ path, original, code }) => {
      const { key, sites = 0 } = known.get(path) ?? {};
      return { path, ...(key !== undefined && { key }), sites, original: part(original), code: part(code) };
    }),
  };
  write(index.texts, Buffer.concat(chunks));
  write(file, JSON.stringify(index));
}

/** Finds texts by the paths of their files, also by links to them. */
export class TextIndex {
  readonly #texts: string;
  readonly #files: Map<string, IndexedFile>;
  readonly #known = new Map<string, IndexedFile | undefined>();

  constructor(file: string) {
    const { texts, files } = JSON.parse(readAll(file, 'utf8')) as Index;
    this.#texts = texts;
    this.#files = new Map(files.map((each) => [each.path, each]));
  }

  /** The files that have switches. */
  get keyed(): { path: string; key: string }[] {
    return [...this.#files.values()].flatMap(({ path, key }) => (key === undefined ? [] : [{ path, key }]));
  }

  find(path: string): IndexedText | undefined {
    if (!this.#known.has(path)) this.#known.set(path, this.#files.get(path) ?? this.#files.get(realOf(path)));
    const found = this.#known.get(path);
    if (!found) return undefined;
    const { original, code, ...rest } = found;
    return { ...rest, original: this.#read(original), code: this.#read(code) };
  }

  #read([at, size]: Part): string {
    const bytes = Buffer.alloc(size);
    const file = open(this.#texts, 'r');
    try {
      read(file, bytes, 0, size, at);
    } finally {
      close(file);
    }
    return bytes.toString('utf8');
  }
}

function realOf(path: string): string {
  try {
    return real(path);
  } catch {
    return path;
  }
}
