import { statSync } from 'node:fs';
import type { LoadFnOutput, ResolveFnOutput, ResolveHookContext } from 'node:module';

// Stored at load, before a suite can fake or mock them.
const stat = statSync;

interface Compiled {
  /** When the file was changed, and its size. */
  stamp: string;
  loaded: LoadFnOutput;
}

/** What compilers of the project made of its modules: a worker loads the same files again and again. */
export class CompiledModules {
  readonly #known = new Map<string, Compiled>();

  of(path: string, load: () => LoadFnOutput): LoadFnOutput {
    const stamp = stampOf(path);
    const known = this.#known.get(path);
    if (known && known.stamp === stamp) return { ...known.loaded, shortCircuit: true };
    const loaded = load();
    // What a CommonJS module is given depends on who asks.
    if (stamp !== '' && loaded.source && /^module/.test(loaded.format ?? ''))
      this.#known.set(path, { stamp, loaded });
    return loaded;
  }
}

type Resolve = (specifier: string, context: ResolveHookContext) => ResolveFnOutput;

const mark = /[?&]realcov(-load)?=\d+/g;

/** Where modules are found: loaders in another thread are asked once. */
export class ResolvedModules {
  readonly #known = new Map<string, ResolveFnOutput>();

  of(specifier: string, context: ResolveHookContext, next: Resolve): ResolveFnOutput {
    const { parentURL = '', conditions } = context;
    const key = [specifier, parentURL.replace(mark, ''), ...conditions].join('\n');
    const known = this.#known.get(key);
    if (known) return { ...known, shortCircuit: true };
    const resolved = next(specifier, context);
    if (resolved.url.startsWith('file:') && !specifier.includes('realcov')) this.#known.set(key, resolved);
    return resolved;
  }
}

function stampOf(path: string): string {
  const { mtimeMs, size } = stat(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0 };
  return size === 0 ? '' : `${mtimeMs} ${size}`;
}

interface Service {
  compile(code: string, file: string, ...rest: unknown[]): string;
  memoised?: true;
}

/** The same of ts-node, which compiles what is required. */
export function memoiseTsNode(): void {
  const service = Reflect.get(process, Symbol.for('ts-node.register.instance')) as Service | undefined;
  if (!service || service.memoised) return;
  service.memoised = true;
  const compile = service.compile.bind(service);
  const known = new Map<string, { code: string; compiled: string }>();
  service.compile = (code, file, ...rest) => {
    const before = known.get(file);
    if (before?.code === code && rest.length === 0) return before.compiled;
    const compiled = compile(code, file, ...rest);
    known.set(file, { code, compiled });
    return compiled;
  };
}
