import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ChangedFile } from '../../discover/changed-files.ts';
import { copyProject, type ProjectCopy } from '../../reproduce/project-copy.ts';
import { writableWithin } from '../../store/inside-root.ts';
import { relativeTo } from '../../system/paths.ts';

/** Which side of a change the files of a copy are of. */
export type Side = 'before' | 'after';

/**
 * A copy of the project, with the repository around it, whose files can be set to how they were before a change: one by one, so
 * that the tests of then run on the code of now, and the other way round.
 */
export class OtherTree {
  readonly #copy: ProjectCopy;
  readonly #files: readonly ChangedFile[];
  /** Of which side each file is; a copy of the project is of the later one. */
  readonly #sides = new Map<string, Side>();

  constructor(root: string, files: readonly ChangedFile[]) {
    this.#copy = copyProject(root);
    this.#files = files;
  }

  get root(): string {
    return this.#copy.root;
  }

  /** Sets every changed file to one of its sides. */
  set(sideOf: (path: string) => Side): void {
    const wanted = this.#files.flatMap(({ path, before, after }) => {
      const side = sideOf(path);
      if ((this.#sides.get(path) ?? 'after') === side) return [];
      this.#sides.set(path, side);
      return [{ path, content: side === 'before' ? before : after }];
    });
    // First what is gone, so that nothing is in the way of a folder of the same name.
    for (const { path, content } of wanted)
      if (!content) rmSync(this.#at(path), { recursive: true, force: true });
    for (const { path, content } of wanted) {
      if (!content) continue;
      const at = this.#at(path);
      rmSync(at, { recursive: true, force: true });
      mkdirSync(dirname(at), { recursive: true });
      if (content.kind === 'link') symlinkSync(String(content.bytes), at);
      else writeFileSync(at, content.bytes);
      if (content.kind === 'executable') chmodSync(at, 0o755);
    }
  }

  /** Where the repository ends can be told in the copy, although git knows nothing of it. */
  markTop(): void {
    mkdirSync(join(this.#copy.top, '.git'), { recursive: true });
  }

  remove(): void {
    this.#copy.remove();
  }

  #at(path: string): string {
    const { root, top } = this.#copy;
    return writableWithin(top, relativeTo(top, join(root, path)));
  }
}
