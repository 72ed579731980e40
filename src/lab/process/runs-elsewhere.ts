import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Text that appears in modules which start programs or threads, load code with Node, or read files. Such a module may reach
 * sources that it does not import.
 */
const elsewhere =
  /child_process|worker_threads|cluster|createRequire|execa|tinyexec|cross-spawn|\bzx\b|\bnew\s+Worker\b|readFile|\?raw\b|import\s*\((?!\s*['"`])/;

/** How a module loads code with Node: `computed`, where the names are those that any module imports. */
const loads = { any: /\brequire\s*\(/, computed: /\brequire\s*\((?!\s*['"`])/ };

const imported = /(?:from|import|require)\s*\(?\s*['"](\.{1,2}\/[^'"?]+)/g;
const endings = [
  '',
  '.ts',
  '.tsx',
  '.js',
  '.jsx',
  '.mts',
  '.mjs',
  '.cts',
  '.cjs',
  '/index.ts',
  '/index.tsx',
  '/index.js',
];

/** Whether a test file may reach more than it imports, by its text and the text of its relative imports. */
export class RunsElsewhere {
  readonly #known = new Map<string, boolean>();
  readonly #loads: RegExp;

  /** @param requires which calls of `require` may reach anything */
  constructor(requires: keyof typeof loads = 'any') {
    this.#loads = loads[requires];
  }

  /** @param file absolute path */
  may(file: string): boolean {
    return this.#search(file, new Set());
  }

  #search(file: string, visited: Set<string>): boolean {
    if (visited.has(file)) return false;
    visited.add(file);
    const known = this.#known.get(file);
    if (known !== undefined) return known;
    const text = readText(file);
    const may =
      elsewhere.test(text) ||
      this.#loads.test(text) ||
      [...text.matchAll(imported)].some(([, specifier = '']) => {
        const path = resolved(resolve(dirname(file), specifier));
        return path !== undefined && this.#search(path, visited);
      });
    // In an import cycle, the answer is found at the file where the search began.
    if (may || visited.size === 1) this.#known.set(file, may);
    return may;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function resolved(path: string): string | undefined {
  const written = path.replace(/\.([cm]?)js(x?)$/, '.$1ts$2');
  return [...endings.map((ending) => path + ending), written].find((each) =>
    statSync(each, { throwIfNoEntry: false })?.isFile(),
  );
}
