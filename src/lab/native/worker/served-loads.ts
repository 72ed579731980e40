import fs from 'node:fs';
import module, { syncBuiltinESMExports } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { caller } from '../../elsewhere/caller.ts';
import { whileLoading } from '../../elsewhere/native-loads.ts';
import type { TextIndex } from '../../elsewhere/text-index.ts';
import { sameText } from '../../same-text.ts';
import { CompiledModules, ResolvedModules } from './compiled-modules.ts';
import type { LoadedLibraries } from './loaded-libraries.ts';

/** Packages that read the files they compile themselves, past all hooks of Node. */
const readers = /[\\/]node_modules[\\/](tsx|@esbuild-kit|@swc-node|sucrase|jiti|@sucrase)[\\/]/;
const installed = /[\\/]node_modules[\\/]/;

/**
 * Has Node load instrumented texts. It is there before the project's own compilers, so that these are given the
 * instrumented text; what they are loaded with is the original one.
 */
export class ServedLoads {
  readonly #texts: TextIndex;
  readonly #prefix: string;
  readonly #libraries: Pick<LoadedLibraries, 'note'>;
  readonly #onOther: (path: string) => void;
  /** Sources that were loaded before the tests. */
  readonly early = new Set<string>();
  readonly #kept = new Set<string>();
  readonly #files = new Set<string>();
  readonly #compiled = new CompiledModules();
  readonly #resolved = new ResolvedModules();
  #isOn = false;

  /**
   * @param prefix of the switches' names
   * @param onOther the source with this absolute path is loaded with another text than the one that was instrumented
   */
  constructor(
    texts: TextIndex,
    prefix: string,
    libraries: Pick<LoadedLibraries, 'note'>,
    onOther: (path: string) => void,
  ) {
    this.#texts = texts;
    this.#libraries = libraries;
    this.#prefix = prefix;
    this.#onOther = onOther;
  }

  /** @returns whether this Node can do that */
  install(): boolean {
    const { registerHooks } = module as Partial<typeof module>;
    if (!registerHooks) return false;
    registerHooks({
      resolve: (specifier, context, next) =>
        this.#isOn ? this.#resolved.of(specifier, context, next) : next(specifier, context),
      load: (url, context, next) => {
        const load = () => whileLoading(() => next(url, context));
        if (!url.startsWith('file:')) return load();
        const path = fileURLToPath(url);
        this.#note(url, path);
        if (!installed.test(path))
          return this.#isOn ? this.#compiled.of(path, () => this.#load(path, load)) : this.#load(path, load);
        const loaded = load();
        this.#libraries.note(url, loaded.format);
        return loaded;
      },
    });
    this.#serveReaders();
    return true;
  }

  /** What is loaded from now on are the tests and what they load. */
  begin(): void {
    this.#isOn = true;
  }

  /** Whether it was loaded before the tests. */
  keeps(url: string): boolean {
    return this.#kept.has(url);
  }

  /** Files of the project that were loaded since the last call of `forget`. */
  get files(): ReadonlySet<string> {
    return this.#files;
  }

  forget(): void {
    this.#files.clear();
  }

  #load(path: string, load: () => module.LoadFnOutput): module.LoadFnOutput {
    const loaded = load();
    const { source } = loaded;
    // Without a text it is a CommonJS module, which comes here again when it is required.
    if (source === null || source === undefined) return loaded;
    const text = typeof source === 'string' ? source : Buffer.from(source as Uint8Array).toString('utf8');
    const served = this.#served(path, text);
    return served === undefined ? loaded : { ...loaded, source: served };
  }

  #note(url: string, path: string): void {
    if (!this.#isOn) this.#kept.add(url);
    else if (!installed.test(path)) this.#files.add(path);
  }

  #served(path: string, text: string): string | undefined {
    const found = this.#texts.find(path);
    if (!found) return undefined;
    if (!this.#isOn) {
      this.early.add(found.path);
      return undefined;
    }
    if (sameText(found.original, text)) return found.code;
    // A compiler in another thread was given it.
    if (!text.includes(this.#prefix)) this.#onOther(found.path);
    return undefined;
  }

  #serveReaders(): void {
    const read = fs.readFileSync;
    fs.readFileSync = new Proxy(read, {
      apply: (target, self, args: Parameters<typeof fs.readFileSync>) => {
        const data = Reflect.apply(target, self, args) as string | Buffer;
        const path = typeof args[0] === 'string' ? resolve(args[0]) : args[0];
        const file = path instanceof URL && path.protocol === 'file:' ? fileURLToPath(path) : path;
        if (typeof file !== 'string' || !/\.[cm]?[jt]sx?$/.test(file) || installed.test(file)) return data;
        if (!readers.test(caller())) return data;
        this.#note(file, file);
        const served = this.#served(file, data.toString());
        if (served === undefined) return data;
        return typeof data === 'string' ? served : Buffer.from(served);
      },
    });
    syncBuiltinESMExports();
  }
}
