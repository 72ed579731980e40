import type { Notice } from '../model/audit.ts';
import type { AuditEvents } from '../model/progress.ts';

/** Collects notices for the report, and passes each on at once. */
export class Notices {
  readonly all: Notice[] = [];
  readonly #events: AuditEvents;

  constructor(events: AuditEvents) {
    this.#events = events;
  }

  add(notice: Notice): void {
    this.all.push(notice);
    this.#events.notice(notice);
  }

  addAll(notices: Notice[]): void {
    for (const notice of notices) this.add(notice);
  }
}
