/** The verdicts of a running audit, beside its progress: a line for all that came at once. */
import { appendFileSync } from 'node:fs';
import { z } from 'zod';
import { mutantStatuses } from '../model/audit.ts';
import type { ArrivedVerdict } from '../model/live.ts';
import { NewLines } from '../system/new-lines.ts';
import { writableWithin } from './inside-root.ts';
import { stateFolder } from './state-folder.ts';

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
  return writableWithin(root, `${stateFolder}/live/verdicts.jsonl`);
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
  #lines: NewLines;

  constructor(root: string) {
    this.#path = verdictsPath(root);
    this.#lines = new NewLines(this.#path);
  }

  /**
   * What came since it was asked before; nothing where it cannot be read.
   * @param started when the audit that runs began; another one than before is read from its first verdict
   */
  read(started: string): ArrivedVerdict[] {
    if (started !== this.#started) this.#lines = new NewLines(this.#path);
    this.#started = started;
    try {
      return this.#lines.next().flatMap(parse);
    } catch {
      return [];
    }
  }
}

function parse(line: string): ArrivedVerdict[] {
  try {
    return z.array(verdictSchema).parse(JSON.parse(line));
  } catch {
    return [];
  }
}
