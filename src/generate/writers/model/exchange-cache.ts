import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
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

  async keep(asked: object, answer: string): Promise<void> {
    const path = this.#path(asked);
    await mkdir(dirname(path), { recursive: true });
    const ignore = join(this.#folder, '.gitignore');
    await writeFile(ignore, '*\n', { flag: 'wx' }).catch(() => {});
    const part = `${path}.${process.pid}`;
    await writeFile(part, JSON.stringify({ asked, answer }, null, 1));
    await rename(part, path);
  }

  #path(asked: object): string {
    const hash = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
    return join(this.#folder, `${hash.slice(0, 32)}.json`);
  }
}
