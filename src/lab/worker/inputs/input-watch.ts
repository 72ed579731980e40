import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { caller, directCaller, isCalledIn } from '../../elsewhere/caller.ts';
import type { Inputs, Untracked } from '../../protocol.ts';
import { watchClock } from './watch-clock.ts';
import { watchNetwork } from './watch-network.ts';
import { watchReads } from './watch-reads.ts';

const ownFolder = fileURLToPath(new URL('../../..', import.meta.url));

/** What a test depends on besides the modules that it loads: the files and folders that it reads, and what nobody can track. */
export class InputWatch {
  readonly #root: string;
  readonly #temporary: readonly string[];
  readonly #reads = new Set<string>();
  /** Of installed packages, which may keep what they have read for the next test file. */
  readonly #kept = new Set<string>();
  readonly #untracked = new Set<Untracked>();

  /**
   * To be made once in a process, before code of the project is loaded.
   * @param root of the project, absolute
   * @param temporary folders whose content is not there before the tests, absolute
   */
  constructor(root: string, temporary: readonly string[]) {
    this.#root = root;
    this.#temporary = [...temporary, tmpdir()];
    watchReads({
      onRead: (path) => this.#read(path),
      onListed: (path) => this.#read(path + sep),
      onUntracked: (what) => this.untracked(what),
    });
    watchNetwork(() => this.untracked('network'));
    syncBuiltinESMExports();
    this.watchClockOf(globalThis as unknown as Record<PropertyKey, unknown>);
  }

  /** Code with this global object asks for the time. */
  watchClockOf(global: Record<PropertyKey, unknown>): void {
    watchClock(global, () => {
      if (this.#untracked.has('clock')) return;
      const from = directCaller();
      if (from.startsWith('node:')) return;
      // What tests do with faked time begins at the real one.
      if (!isRunner(from) || isCalledIn(/useFakeTimers/i)) this.untracked('clock');
    });
  }

  untracked(what: Untracked): void {
    this.#untracked.add(what);
  }

  /** Node itself has loaded this file, once for all test files of the process. */
  loadedByNode(path: string): void {
    if (!isInstalled(path) && !path.startsWith(ownFolder)) this.#kept.add(this.#nameOf(path));
  }

  /** Everything that other test files of this process may have left for this one. */
  get kept(): Inputs {
    return { reads: [...this.#kept], untracked: [] };
  }

  /** What was taken in since the last call. */
  take(): Inputs {
    const inputs = { reads: [...this.#reads], untracked: [...this.#untracked] };
    this.#reads.clear();
    this.#untracked.clear();
    return inputs;
  }

  #read(path: string): void {
    if (isInstalled(path) || this.#temporary.some((folder) => path.startsWith(folder + sep))) return;
    if (path.startsWith(ownFolder) && !path.startsWith(this.#root + sep)) return;
    const from = caller();
    const name = this.#nameOf(path);
    if (!isRunner(from) && isInstalled(from)) this.#kept.add(name);
    if (!isRunner(from) || isCalledIn(/readSnapshot/i)) this.#reads.add(name);
  }

  /** Relative to the root, with `/`; a folder whose entries were listed ends with one. */
  #nameOf(path: string): string {
    const name = relative(this.#root, path).replaceAll('\\', '/');
    return path.endsWith(sep) ? `${name}/` : name;
  }
}

function isInstalled(path: string): boolean {
  return path.includes(`${sep}node_modules${sep}`);
}

/** The test runner itself, which reads what it loads, and measures time. */
function isRunner(file: string): boolean {
  return (
    file === '' ||
    /[\\/]node_modules[\\/](@?vitest[\w-]*|vite|vite-node|tinybench|@?jest(-[\w-]+)?|ts-jest|babel-jest|@babel|@swc|source-map-support)[\\/]/.test(
      file,
    )
  );
}
