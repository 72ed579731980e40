import { asksForChange } from '../discover/since.ts';
import type { Decision } from '../model/decision.ts';
import type { AuditEvents } from '../model/progress.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { readDecisions } from '../store/decisions.ts';
import { reader } from '../store/reader.ts';
import { type TestFile, testFiles } from '../theater/test-file.ts';
import { Budget } from './budget.ts';
import { Clock } from './clock.ts';
import { Notices } from './notices.ts';
import { stateOf } from './tree.ts';

/** Callbacks of an audit, and the signal that stops it. */
export interface Watch {
  /** Without phases and notices: the clock and the list of notices report those. */
  events: AuditEvents;
  clock: Clock;
  notices: Notices;
  /** Aborted when the user asks to stop. */
  signal: AbortSignal;
}

/** Shared by all steps of one audit. */
export interface AuditContext extends Watch {
  options: AuditOptions;
  /** People's decisions about breaks. */
  decisions: readonly Decision[];
  /** State of everything that the project depends on, from before its sources were read. */
  state: Promise<string[]>;
  /** When the audit began, before it read a file, in milliseconds since 1970. */
  since: number;
  /** How long the audit may take. */
  budget: Budget;
  /** Reads each test file once. */
  openTest(file: string): TestFile | undefined;
}

/**
 * @param decidedIn the project that people decided about, if the audit takes place in a copy of it
 * @throws UserError if the decisions cannot be read
 */
export function contextOf(
  options: AuditOptions,
  events: AuditEvents,
  decidedIn = options.root,
): AuditContext {
  const since = Date.now();
  const decisions = readDecisions(decidedIn);
  const state = stateOf(options);
  // The error is thrown later, where the value is used.
  state.catch(() => {});
  const budget = new Budget(options.budget, asksForChange(options));
  return {
    ...watching(events),
    options,
    decisions,
    state,
    since,
    budget,
    openTest: testFiles(reader(options.root)),
  };
}

export function watching(events: AuditEvents): Watch {
  const clock = new Clock(events);
  const notices = new Notices(events);
  const signal = events.signal ?? new AbortController().signal;
  const heard: AuditEvents = {
    ...events,
    phase: (phase, total) => clock.phase(phase, total),
    notice: (notice) => notices.add(notice),
  };
  return { events: heard, clock, notices, signal };
}
