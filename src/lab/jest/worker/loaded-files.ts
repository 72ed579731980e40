import { fileURLToPath } from 'node:url';
import { relativeTo } from '../../../system/paths.ts';
import type { LoadedFiles } from '../../worker/driver.ts';

/** Which files of the project a test file loads: those whose text Jest asks its transformers for. */
export class TransformedFiles implements LoadedFiles {
  readonly #root: string;
  readonly #found = new Set<string>();

  /** @param root of the project, absolute */
  constructor(root: string) {
    this.#root = root;
  }

  note(path: string): void {
    if (!/[\\/]node_modules[\\/]/.test(path))
      this.#found.add(path.startsWith('file:') ? fileURLToPath(path) : path);
  }

  /** A file is about to be loaded. */
  forget(): void {
    this.#found.clear();
  }

  look(): void {}

  get count(): number {
    return this.#found.size;
  }

  get all(): string[] {
    return [...this.#found].map((path) => relativeTo(this.#root, path)).sort();
  }
}
