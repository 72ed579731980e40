import { isBuiltin } from 'node:module';
import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { anyFile } from '../../protocol.ts';
import type { LoadedFiles } from '../../worker/driver.ts';
import { workerState } from './worker-setup.ts';

interface Loaded {
  evaluated?: boolean;
  promise?: unknown;
  exports?: unknown;
}

/** Which files of the project a test file loads, installed packages left out. */
export class LoadedModules implements LoadedFiles {
  readonly #root: string;
  readonly #found = new Set<string>();
  #size = 0;

  /** @param root of the project, absolute */
  constructor(root: string) {
    this.#root = root;
  }

  /** To be called now and then, as a test may have its modules forgotten. */
  look(): void {
    if (loadedModules().size !== this.#size) this.#read();
  }

  get count(): number {
    return this.#found.size;
  }

  /** Relative to the root, with `/`; `anyFile` where something else was loaded too, such as a module that a plugin makes. */
  get all(): string[] {
    this.#read();
    return [...this.#found].sort();
  }

  #read(): void {
    const modules = loadedModules();
    this.#size = modules.size;
    for (const [id, module] of modules) if (isLoaded(module as Loaded)) this.#note(id);
  }

  #note(id: string): void {
    const file = fileOf(id, this.#root);
    if (file !== undefined) this.#found.add(file);
  }
}

function loadedModules(): ReadonlyMap<string, unknown> {
  const { evaluatedModules, moduleCache } = workerState();
  return evaluatedModules?.idToModuleMap ?? moduleCache ?? new Map<string, unknown>();
}

/** What an earlier test file has loaded may still be listed. */
function isLoaded({ evaluated, promise, exports }: Loaded): boolean {
  return evaluated === true || promise !== undefined || exports !== undefined;
}

/** The file behind the id of a module; undefined where it is none of the project's. */
export function fileOf(id: string, root: string): string | undefined {
  const plain = id
    .replace(/^mock:/, '')
    .replace(/^\/@fs\/+(?=\w:|)/, '/')
    .replace(/[?#].*$/, '');
  if (isBuiltin(plain)) return undefined;
  if (/[\\/]node_modules[\\/]/.test(plain) || /^(node:|\0?vitest|\/@vite\/|\/@id\/.*vitest)/.test(plain))
    return undefined;
  const path = plain.startsWith('file:') ? fileURLToPath(plain) : plain;
  if (!isAbsolute(path) || path.includes('\0')) return anyFile;
  return relative(root, path).replaceAll('\\', '/');
}
