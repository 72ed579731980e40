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

  constructor(root: string) {
    this.#root = root;
    this.#reader = new VerdictReader(root);
  }

  /** All that a page has to know that begins to listen. */
  now(): LiveEvent[] {
    const progress = this.#progress();
    if (!progress) return [];
    this.#read(progress.audit);
    return [progress, ...verdictsEvent(progress.audit, this.#verdicts)];
  }

  /** What changed since it was asked before. */
  news(): LiveEvent[] {
    const progress = this.#progress();
    if (progress) return [progress, ...verdictsEvent(progress.audit, this.#read(progress.audit))];
    const ended = this.#started;
    this.#started = undefined;
    return ended === undefined ? [] : [{ type: 'ended', audit: ended }];
  }

  #progress(): (LiveEvent & { type: 'progress' }) | undefined {
    const note = readProgress(this.#root);
    if (!note) return undefined;
    const { started, phase, done, total } = note;
    const text = phaseLabels[phase as Phase] ?? phase;
    return { type: 'progress', audit: started, text, done, ...(total !== undefined && { total }) };
  }

  /** Keeps what came, for pages to come. */
  #read(started: string): ArrivedVerdict[] {
    if (started !== this.#started) this.#verdicts = [];
    this.#started = started;
    const arrived = this.#reader.read(started);
    this.#verdicts.push(...arrived);
    return arrived;
  }
}

function verdictsEvent(audit: string, verdicts: ArrivedVerdict[]): LiveEvent[] {
  return verdicts.length === 0 ? [] : [{ type: 'verdicts', audit, verdicts }];
}
