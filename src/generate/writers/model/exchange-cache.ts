import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Answers of models by the content of what was asked, so that asking the same again costs nothing. */
export class ExchangeCache {
  readonly #folder: string;

  /** @param folder absolute; made when there is something to keep */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async get(asked: object): Promise<string | undefined> {
    try {
      const { answer } = JSON.parse(await readFile(this.#path(asked), 'utf8')) as { answer?: unknown };
      return typeof answer === 'string' ? answer : undefined;
    } catch {
      // Not asked before, or what was kept is damaged: asking again mends both.
      return undefined;
    }
  }

  /** Where it cannot be kept, it is asked again the next time. */
  async keep(asked: object, answer: string): Promise<void> {
    const path = this.#path(asked);
    const part = `${path}.${randomUUID()}`;
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(join(this.#folder, '.gitignore'), '*\n', { flag: 'wx' }).catch(() => {});
      await writeFile(part, JSON.stringify({ asked, answer }, null, 1));
      await rename(part, path);
    } catch {
      await rm(part, { force: true }).catch(() => {});
    }
  }

  #path(asked: object): string {
    const hash = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
    return join(this.#folder, `${hash.slice(0, 32)}.json`);
  }
}
