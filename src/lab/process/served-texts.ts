import { realpathSync } from 'node:fs';
import type { ServedText } from '../lab.ts';

/** Finds the served text of a module by any of its names: with a query, through a link, in another case. */
export class ServedTexts {
  readonly #byPath = new Map<string, ServedText>();
  readonly #found = new Map<string, ServedText | undefined>();
  readonly #real: (path: string) => string;

  constructor(real: (path: string) => string = realpathSync.native) {
    this.#real = real;
  }

  add(texts: ServedText[]): void {
    for (const text of texts) this.#byPath.set(text.path, text);
    for (const text of texts) this.#byPath.set(this.#realOf(text.path), text);
    this.#found.clear();
  }

  find(id: string): ServedText | undefined {
    // Virtual modules have no file.
    if (this.#byPath.size === 0 || id.startsWith('\0')) return undefined;
    if (!this.#found.has(id)) this.#found.set(id, this.#search(id));
    return this.#found.get(id);
  }

  #search(id: string): ServedText | undefined {
    const path = id
      .replace(/\?.*$/s, '')
      .replace(/^\/@fs\/+(?=[A-Za-z]:)/, '')
      .replace(/^\/@fs\/+/, '/');
    return this.#byPath.get(id) ?? this.#byPath.get(path) ?? this.#byPath.get(this.#realOf(path));
  }

  #realOf(path: string): string {
    try {
      return this.#real(path);
    } catch {
      return path;
    }
  }
}
