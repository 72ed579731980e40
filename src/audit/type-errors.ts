import type { AuditedMutant } from '../model/audit.ts';
import type { InstrumentedFile } from '../model/instrumented.ts';
import { hasConfig, isTypeScript, startTypeCheck, type TypeCheckThread } from '../typecheck/index.ts';
import type { Watch } from './context.ts';

/** The sources with their mutants, of a project. */
interface Checked {
  project: { root: string };
  files: readonly InstrumentedFile[];
}

type Told = Pick<Watch, 'clock' | 'events' | 'signal'>;

/**
 * Finds survivors that do not compile. TypeScript begins to read the program at once, in the background. Call `close` in the
 * end.
 */
export class TypeErrors {
  readonly #found = new Map<string, string>();
  readonly #watch: Told;
  readonly #closed = new AbortController();
  readonly #thread: TypeCheckThread | undefined;

  constructor({ project: { root }, files: instrumented }: Checked, watch: Told) {
    this.#watch = watch;
    const files = instrumented
      .filter(({ file, mutants }) => isTypeScript(file) && mutants.some(isAsked))
      .map(({ file, original, functions }) => ({ file, text: original, functions }));
    if (files.length === 0 || !hasConfig(root)) return;
    const onChecked = ({ id, reason }: { id: string; reason?: string }) => {
      if (reason !== undefined) this.#found.set(id, reason);
      watch.events.advance();
    };
    const ends = AbortSignal.any([watch.signal, this.#closed.signal]);
    this.#thread = startTypeCheck(root, files, onChecked, ends);
  }

  /** Type errors by the ids of survivors. If the audit was stopped, only of those that were checked. */
  async among(mutants: readonly AuditedMutant[]): Promise<ReadonlyMap<string, string>> {
    const { signal, clock, events } = this.#watch;
    const survivors = mutants.filter((mutant) => mutant.status === 'survived' && isAsked(mutant));
    if (!this.#thread || survivors.length === 0 || signal.aborted) return this.#found;
    clock.phase('types', survivors.length);
    await this.#thread.check(survivors).catch((error: Error) => {
      if (signal.aborted) return;
      events.notice({
        kind: 'suite',
        message: `not every survivor was checked for type errors: ${error.message}`,
      });
    });
    return this.#found;
  }

  close(): void {
    this.#closed.abort();
  }
}

/**
 * Breaks of whole functions are exempt. A deleted body hardly ever compiles, so functions that no test checks would be
 * hidden by their types.
 */
function isAsked({ level, file }: Pick<AuditedMutant, 'level' | 'file'>): boolean {
  return level === 'statement' && isTypeScript(file);
}
