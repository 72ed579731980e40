import type { Decision } from '../model/decision.ts';
import type { AuditEvents } from '../model/progress.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { readDecisions } from '../store/decisions.ts';
import { reader } from '../store/reader.ts';
import { type TestFile, testFiles } from '../theater/test-file.ts';
import { Clock } from './clock.ts';
import { Notices } from './notices.ts';
import { stateOf } from './tree.ts';

/** Who is told what, and who may stop it. */
export interface Watch {
  /** Phases and notices go by the clock and the list of notices. */
  events: AuditEvents;
  clock: Clock;
  notices: Notices;
  /** Aborted when the user asks to stop. */
  signal: AbortSignal;
}

/** What all steps of one audit share. */
export interface AuditContext extends Watch {
  options: AuditOptions;
  /** What people decided of breaks. */
  decisions: readonly Decision[];
  /** What the project depends on, from before its sources were read. */
  state: Promise<string[]>;
  /** Reads test files, each once. */
  openTest(file: string): TestFile | undefined;
}

/** @throws UserError if what was decided cannot be read */
export function contextOf(options: AuditOptions, events: AuditEvents): AuditContext {
  const decisions = readDecisions(options.root);
  const state = stateOf(options);
  // Whoever asks for it is told; until then it may fail.
  state.catch(() => {});
  return { ...watching(events), options, decisions, state, openTest: testFiles(reader(options.root)) };
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
