import module from 'node:module';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sameText } from '../same-text.ts';
import type { IndexedText, TextIndex } from './text-index.ts';

const fromUrl = fileURLToPath;
/** From Node 22.15 on. Before, an import of this name does not load. */
const { registerHooks } = module as Partial<typeof module>;

export interface NativeLoads {
  /** The text that is loaded instead of the original. */
  codeOf(text: IndexedText): string;
  /** Another tool has changed the text already: it is loaded unchanged. */
  onOther(text: IndexedText): void;
  /** A file is loaded. */
  onLoad?(path: string): void;
}

let loading = 0;

/** What `action` reads is read to load it. */
export function whileLoading<T>(action: () => T): T {
  loading++;
  try {
    return action();
  } finally {
    loading--;
  }
}

/** Whether it is Node itself that reads a file now, to load it; or whoever compiles it. */
export function isLoading(): boolean {
  return loading > 0;
}

/**
 * Makes Node itself load instrumented texts instead of the originals, by `import` and `require`, in this process or
 * thread.
 * @returns whether this Node can do that
 */
export function serveNatively(texts: TextIndex, { codeOf, onOther, onLoad }: NativeLoads): boolean {
  if (!registerHooks) return false;
  registerHooks({
    load(url, context, next) {
      const loaded = whileLoading(() => next(url, context));
      const { source } = loaded;
      if (onLoad && url.startsWith('file:')) onLoad(fromUrl(url));
      const text = url.startsWith('file:') ? texts.find(fromUrl(url)) : undefined;
      // Without a text it is a CommonJS module, which comes here again when it is required.
      if (!text || source === null || source === undefined) return loaded;
      if (sameText(text.original, textOf(source))) return { ...loaded, source: codeOf(text) };
      onOther(text);
      return loaded;
    },
  });
  return true;
}

function textOf(source: string | ArrayBuffer | NodeJS.TypedArray): string {
  if (typeof source === 'string') return source;
  const { buffer, byteOffset, byteLength } = source instanceof ArrayBuffer ? new Uint8Array(source) : source;
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString('utf8');
}

/** Makes Node load files of the project again, as each test file does in a process of its own. */
export class NativeReloads {
  readonly #root: string;
  #generation = 0;
  /** An ES module of the project was required: Node keeps it. */
  isStale = false;

  constructor(root: string) {
    this.#root = root;
    if (!registerHooks) return;
    registerHooks({
      resolve: (specifier, context, next) => {
        const resolved = next(specifier, context);
        if (/^module/.test(resolved.format ?? '') && !context.conditions.includes('import'))
          this.isStale ||= this.#isOurs(resolved.url);
        // Required modules are not stored under the address; they are removed below.
        if (this.#generation < 2 || !context.conditions.includes('import') || !this.#isOurs(resolved.url))
          return resolved;
        const mark = resolved.url.includes('?') ? '&' : '?';
        return { ...resolved, url: `${resolved.url}${mark}realcov=${this.#generation}` };
      },
    });
  }

  /** Everything that is loaded from now on is loaded again. */
  begin(): void {
    this.#generation++;
    this.isStale = false;
    const { _cache: cache } = module as unknown as { _cache: Record<string, unknown> };
    for (const path of Object.keys(cache)) if (this.#isFileOfOurs(path)) delete cache[path];
  }

  #isOurs(url: string): boolean {
    return url.startsWith('file:') && this.#isFileOfOurs(fromUrl(url));
  }

  #isFileOfOurs(path: string): boolean {
    return path.startsWith(this.#root + sep) && !path.includes(`${sep}node_modules${sep}`);
  }
}
