import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ignoreAll } from '../../../store/gitignore.ts';
import { LineSigner, readSigned } from '../../../store/signed-lines.ts';
import { replaceFile } from '../../../system/whole-file.ts';

/**
 * Answers of models by a hash of the request, so that the same request costs nothing again. Signed, because others may
 * have put files there that no model wrote.
 */
export class ExchangeCache {
  readonly #folder: string;
  readonly #key: Buffer | undefined;

  /**
   * @param folder absolute; created with the first answer
   * @param key nothing is kept without one
   */
  constructor(folder: string, key: Buffer | undefined) {
    this.#folder = folder;
    this.#key = key;
  }

  async get(asked: object): Promise<string | undefined> {
    if (!this.#key) return undefined;
    const text = await readFile(this.#path(asked), 'utf8').catch(() => '');
    const [kept] = (readSigned(text, this.#key)?.rows ?? []) as { asked?: unknown; answer?: unknown }[];
    // Not asked before, or the file is damaged or not ours: asking again repairs this.
    if (typeof kept?.answer !== 'string') return undefined;
    return JSON.stringify(kept.asked) === JSON.stringify(asked) ? kept.answer : undefined;
  }

  /** If it cannot be kept, it is asked again the next time. */
  keep(asked: object, answer: string): void {
    if (!this.#key) return;
    try {
      replaceFile(this.#path(asked), new LineSigner(this.#key).sign(JSON.stringify({ asked, answer })));
      ignoreAll(this.#folder);
    } catch {
      // It does not affect the result.
    }
  }

  #path(asked: object): string {
    const hash = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
    return join(this.#folder, `${hash.slice(0, 32)}.json`);
  }
}
