/** The verdicts of a running audit, beside its progress: a line for all that came at once. */
import { appendFileSync, closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';
import { mutantStatuses } from '../model/audit.ts';
import type { ArrivedVerdict } from '../model/live.ts';
import { keptFolder } from './kept.ts';
import { writableWithin } from './within.ts';

const verdictSchema = z.object({
  id: z.string(),
  status: z.enum(mutantStatuses),
  file: z.string(),
  line: z.int().min(1),
  functionName: z.string().exactOptional(),
  what: z.array(z.union([z.string(), z.object({ code: z.string() })])),
}) satisfies z.ZodType<ArrivedVerdict>;

/** @throws UserError if it lies outside of the project */
export function verdictsPath(root: string): string {
  return writableWithin(root, `${keptFolder}/live/verdicts.jsonl`);
}

/** Tells whoever looks, once the progress is noted; where nothing can be written, nobody is told. */
export function appendVerdicts(root: string, verdicts: readonly ArrivedVerdict[]): void {
  try {
    appendFileSync(verdictsPath(root), `${JSON.stringify(verdicts)}\n`);
  } catch {
    // It is no part of the result.
  }
}

/** Reads the verdicts of the audits of a project, each once. */
export class VerdictReader {
  readonly #path: string;
  #started: string | undefined;
  #offset = 0;

  constructor(root: string) {
    this.#path = verdictsPath(root);
  }

  /**
   * What came since it was asked before.
   * @param started when the audit that runs began; another one than before is read from its first verdict
   */
  read(started: string): ArrivedVerdict[] {
    if (started !== this.#started) this.#offset = 0;
    this.#started = started;
    return this.#wholeLines().flatMap(parse);
  }

  /** A line that is still being written is left for the next time. */
  #wholeLines(): string[] {
    const bytes = bytesFrom(this.#path, this.#offset);
    const end = bytes.lastIndexOf('\n') + 1;
    this.#offset += end;
    return bytes.toString('utf8', 0, end).split('\n');
  }
}

function bytesFrom(path: string, offset: number): Buffer {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - offset));
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, offset));
  } catch {
    return Buffer.alloc(0);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function parse(line: string): ArrivedVerdict[] {
  try {
    return z.array(verdictSchema).parse(JSON.parse(line));
  } catch {
    return [];
  }
}
