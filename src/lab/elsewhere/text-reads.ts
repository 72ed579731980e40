import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { sep } from 'node:path';
import { applyMutant } from '../../model/apply.ts';
import type { Edit } from '../protocol.ts';
import { caller } from './caller.ts';
import { givenPath, onlyWrites } from './given-path.ts';
import { isLoading } from './native-loads.ts';

type Call = (this: unknown, ...args: unknown[]) => unknown;
type Callback = (error: unknown, data?: unknown) => void;

const real = fs.realpathSync.native;

interface TextReadEvents {
  /** The text of a source was read. */
  onRead(key: string): void;
  /** A source was read or copied in a way that does not change it. */
  onOther(key: string): void;
  /** The active mutant, if it is one that texts show. */
  active(): { key: string; edit?: Edit } | undefined;
  /** A text with the active mutant in it was returned. */
  onServed(): void;
}

/** Functions that read or copy the file of their first argument, in all their forms. */
const others = 'open copyFile cp createReadStream openAsBlob'.split(' ');

/** Code that reads the text of a source gets it with the active mutant in it, as if it were on the disk. */
export class TextReads {
  readonly #keys: Map<string, string>;
  readonly #events: TextReadEvents;
  /** Node opens the file to read it whole. */
  #isReading = false;

  constructor(files: { path: string; key: string }[], events: TextReadEvents) {
    this.#keys = new Map(files.map(({ path, key }) => [path, key]));
    this.#events = events;
  }

  /** To be called once in a process or thread. */
  watch(): void {
    this.#around(fs, 'readFileSync', (original, [path, options]) => {
      this.#isReading = true;
      try {
        return this.#changed(path, options, original());
      } finally {
        this.#isReading = false;
      }
    });
    this.#around(fs.promises, 'readFile', async (original, [path, options]) => {
      const key = this.#keyOf(path);
      const data = await original();
      return this.#changed(path, options, data, key);
    });
    this.#around(fs, 'readFile', (original, args) => {
      const key = this.#keyOf(args[0]);
      const done = args.at(-1);
      if (key === undefined || typeof done !== 'function') return original();
      const changed: Callback = (error, data) =>
        (done as Callback)(error, error ? data : this.#changed(args[0], args[1], data, key));
      return original([...args.slice(0, -1), changed]);
    });
    for (const name of others) {
      const note = (original: () => unknown, [path, how]: unknown[]) => {
        this.#noteOther(path, how);
        return original();
      };
      for (const [holder, full] of [
        [fs, name],
        [fs, `${name}Sync`],
        [fs.promises, name],
      ] as const)
        this.#around(holder, full, note);
    }
    syncBuiltinESMExports();
  }

  /** The text of the file with the active mutant in it. */
  textOf(path: string, text: string): string {
    const key = this.#keyOf(path, true);
    return key === undefined ? text : this.#broken(key, text);
  }

  #broken(key: string, text: string): string {
    this.#events.onRead(key);
    const active = this.#events.active();
    if (active?.key !== key || !active.edit) return text;
    try {
      const broken = applyMutant(text, active.edit);
      this.#events.onServed();
      return broken;
    } catch {
      // It is not the text that was audited.
      return text;
    }
  }

  #changed(path: unknown, options: unknown, data: unknown, key = this.#keyOf(path)): unknown {
    if (key === undefined) return data;
    const encoding = (
      typeof options === 'string' ? options : (options as { encoding?: string } | null)?.encoding
    ) as BufferEncoding | undefined;
    const bytes = typeof data === 'string' ? Buffer.from(data, encoding) : (data as Buffer);
    const text = bytes.toString('utf8');
    const broken = this.#broken(key, text);
    if (broken === text) return data;
    return typeof data === 'string' ? Buffer.from(broken).toString(encoding) : Buffer.from(broken);
  }

  #noteOther(given: unknown, how: unknown): void {
    if (onlyWrites(how)) return;
    const path = givenPath(given);
    if (path === undefined || this.#isReading || isLoading() || isTool()) return;
    for (const [file, key] of this.#keys)
      if (file === path || (file.startsWith(path + sep) && !file.includes(`${sep}node_modules${sep}`)))
        this.#events.onOther(key);
  }

  #keyOf(given: unknown, isImport = false): string | undefined {
    const path = givenPath(given);
    if (path === undefined || !/\.[cm]?[jt]sx?$/.test(path)) return undefined;
    const key = this.#keys.get(path) ?? this.#keys.get(realOf(path));
    return key === undefined || (!isImport && (isLoading() || isTool())) ? undefined : key;
  }

  #around(
    holder: object,
    name: string,
    call: (original: (args?: unknown[]) => unknown, args: unknown[]) => unknown,
  ): void {
    const methods = holder as Record<string, unknown>;
    const original = methods[name];
    if (typeof original !== 'function') return;
    methods[name] = new Proxy(original as Call, {
      apply: (target, self, args: unknown[]) =>
        call((changed = args) => Reflect.apply(target, self, changed), args),
    });
  }
}

function realOf(path: string): string {
  try {
    return real(path);
  } catch {
    return path;
  }
}

/** Whether the test runner itself reads: to load a file, or to show where an error comes from. */
function isTool(): boolean {
  return /[\\/]node_modules[\\/](@?vitest[\w-]*|vite|vite-node|@?jest(-[\w-]+)?|ts-jest|babel-jest|@babel|@swc|@swc-node|source-map-support|@cspotcode|mocha|tsx|ts-node|typescript|esbuild[\w-]*|sucrase|jiti)[\\/]/.test(
    caller(),
  );
}
