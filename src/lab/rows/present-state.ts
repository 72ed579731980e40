import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';

const module = /\.([cm]?[jt]sx?|vue|svelte|astro)$/;
/** A quoted text without spaces, as the name of a module is. */
const quoted = /(['"`])([^'"`\s]+)\1/g;
/** The test runner turns these into a list of files. */
const listsFiles = /\bimport\.meta\.glob|\brequire\.context\b/;

/** What is on the disk now, as a short text for each file or folder that a test may depend on. Each is read once. */
export class PresentState {
  readonly #root: string;
  readonly #made: ReadonlyMap<string, string>;
  readonly #byStem: ReadonlyMap<string, string[]>;
  readonly #known = new Map<string, string>();

  /**
   * @param root of the project, absolute
   * @param files all files of the project, relative to the root
   * @param made a hash of everything that is made of a source, by its path
   */
  constructor(root: string, files: readonly string[], made: ReadonlyMap<string, string>) {
    this.#root = root;
    this.#made = made;
    this.#byStem = Map.groupBy(files.toSorted(), stemOf);
  }

  /** @param name relative to the root; that of a folder whose entries count ends with `/` */
  of(name: string): string {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const state = name.endsWith('/') ? this.#entriesOf(name) : this.#contentOf(name);
    this.#known.set(name, state);
    return state;
  }

  /** When anything about the file or folder changed last, in milliseconds since 1970. Nobody can set this time back. */
  changedAt(name: string): number {
    return lstatSync(resolve(this.#root, name), { throwIfNoEntry: false })?.ctimeMs ?? 0;
  }

  #entriesOf(name: string): string {
    try {
      const entries = readdirSync(resolve(this.#root, name), { withFileTypes: true });
      return hash(entries.map((entry) => `${entry.name} ${entry.isDirectory()}`).sort());
    } catch (error) {
      return codeOf(error);
    }
  }

  #contentOf(name: string): string {
    const path = resolve(this.#root, name);
    try {
      if (lstatSync(path).isDirectory()) return 'folder';
      const content = readFileSync(path);
      if (!module.test(name)) return hash([content.toString('base64')]);
      const text = content.toString('utf8');
      return hash([
        text,
        this.#made.get(name),
        this.#namesakes(name, text),
        listsFiles.test(text) && this.#all,
      ]);
    } catch (error) {
      return codeOf(error);
    }
  }

  /**
   * All files that may be what this module imports by one of its quoted names, or may be found in its own place. So a
   * new file that a name leads to from now on is noticed, wherever aliases and extensions let it lie.
   */
  #namesakes(name: string, text: string): string[] {
    const stems = new Set([stemOf(name)]);
    for (const [, , quote = ''] of text.matchAll(quoted)) stems.add(stemOf(quote));
    return [...stems].sort().flatMap((stem) => this.#byStem.get(stem) ?? []);
  }

  get #all(): string[] {
    return [...this.#byStem.values()].flat();
  }
}

/** The name of a module without its folder and endings; of the main file in a folder, that of the folder. */
function stemOf(path: string): string {
  const [stem = ''] = basename(path).split('.');
  if (stem !== 'index' && stem !== '') return stem;
  const folder = path.slice(0, -basename(path).length).replace(/\/$/, '');
  return basename(folder) || 'index';
}

function hash(parts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unreadable';
}
