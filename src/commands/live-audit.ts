import type { ArrivedVerdict, LiveEvent } from '../model/live.ts';
import type { Phase } from '../model/progress.ts';
import { VerdictReader } from '../store/live-verdicts.ts';
import { readProgress } from '../store/progress.ts';
import { phaseLabels } from './progress.ts';

/** The audit that runs in a project, if one does, as pages are told of it. */
export class LiveAudit {
  readonly #root: string;
  readonly #reader: VerdictReader;
  #started: string | undefined;
  #verdicts: ArrivedVerdict[] = [];
  /** How many of them `news` has told. */
  #told = 0;
  /** What `news` told last of how far it is. */
  #last: string | undefined;

  constructor(root: string) {
    this.#root = root;
    this.#reader = new VerdictReader(root);
  }

  /** All that a page has to know that begins to listen. */
  now(): LiveEvent[] {
    const progress = this.#progress();
    if (!progress) return [];
    this.#read(progress.audit);
    return [progress, ...verdictEvents(progress.audit, this.#verdicts)];
  }

  /** What changed since it was asked before, whoever asked for `now` meanwhile. */
  news(): LiveEvent[] {
    const progress = this.#progress();
    if (progress) {
      this.#read(progress.audit);
      const fresh = this.#verdicts.slice(this.#told);
      this.#told = this.#verdicts.length;
      const text = JSON.stringify(progress);
      const isNew = text !== this.#last;
      this.#last = text;
      return [...(isNew ? [progress] : []), ...verdictEvents(progress.audit, fresh)];
    }
    const ended = this.#started;
    this.#started = undefined;
    this.#last = undefined;
    return ended === undefined ? [] : [{ type: 'ended', audit: ended }];
  }

  #progress(): (LiveEvent & { type: 'progress' }) | undefined {
    const note = readProgress(this.#root);
    if (!note) return undefined;
    const { started, phase, done, total } = note;
    const text = Object.hasOwn(phaseLabels, phase) ? phaseLabels[phase as Phase] : phase;
    return { type: 'progress', audit: started, text, done, ...(total !== undefined && { total }) };
  }

  /** Keeps what came, for pages to come. */
  #read(started: string): void {
    if (started !== this.#started) {
      this.#verdicts = [];
      this.#told = 0;
    }
    this.#started = started;
    for (const verdict of this.#reader.read(started)) this.#verdicts.push(verdict);
  }
}

/** A page reads an event as a whole, so none is longer than it reads at once. */
const maxVerdicts = 2_000;

function verdictEvents(audit: string, verdicts: ArrivedVerdict[]): LiveEvent[] {
  return Array.from({ length: Math.ceil(verdicts.length / maxVerdicts) }, (_, index) => ({
    type: 'verdicts',
    audit,
    verdicts: verdicts.slice(index * maxVerdicts, (index + 1) * maxVerdicts),
  }));
}
