import type { ArrivedVerdict, LiveEvent } from '../model/live.ts';
import type { Phase } from '../model/progress.ts';
import { VerdictReader } from '../store/live-verdicts.ts';
import { readProgress } from '../store/progress.ts';
import { phaseLabels } from './progress.ts';

/** The audit that runs in a project, if any, in the form that pages receive. */
export class LiveAudit {
  readonly #root: string;
  readonly #reader: VerdictReader;
  #started: string | undefined;
  #verdicts: ArrivedVerdict[] = [];
  /** How many of them `news` has returned. */
  #told = 0;
  /** The progress that `news` returned last. */
  #last: string | undefined;

  constructor(root: string) {
    this.#root = root;
    this.#reader = new VerdictReader(root);
  }

  /** Everything for a page that has just connected. */
  now(): LiveEvent[] {
    const progress = this.#progress();
    if (!progress) return [];
    this.#read(progress.audit);
    return [progress, ...verdictEvents(progress.audit, this.#verdicts)];
  }

  /** The changes since the last call, whatever calls of `now` came between. */
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

  /** Keeps events for pages that connect later. */
  #read(started: string): void {
    if (started !== this.#started) {
      this.#verdicts = [];
      this.#told = 0;
    }
    this.#started = started;
    for (const verdict of this.#reader.read(started)) this.#verdicts.push(verdict);
  }
}

/** A page reads one event at a time, so events have a maximum length. */
const maxVerdicts = 2_000;

function verdictEvents(audit: string, verdicts: ArrivedVerdict[]): LiveEvent[] {
  return Array.from({ length: Math.ceil(verdicts.length / maxVerdicts) }, (_, index) => ({
    type: 'verdicts',
    audit,
    verdicts: verdicts.slice(index * maxVerdicts, (index + 1) * maxVerdicts),
  }));
}
