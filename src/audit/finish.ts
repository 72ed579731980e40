import type { Project } from '../discover/types.ts';
import { gateOf } from '../judge/gate.ts';
import type { Audit } from '../model/audit.ts';
import type { AuditContext } from './context.ts';
import { verify } from './verify.ts';
import { withoutTimes } from './without-times.ts';

/** Adds the result of the gate, and of the independent check of some breaks if it is on. */
export async function finish(
  concluded: Omit<Audit, 'gate' | 'timings'>,
  project: Project,
  { options, events, clock, signal }: AuditContext,
): Promise<Audit> {
  const audit: Audit = { ...concluded, gate: { status: 'none', reasons: [] }, timings: [] };
  const verification =
    audit.complete && options.verify > 0 ? await verify(audit, project, options, events) : undefined;
  const measured: Audit = {
    ...audit,
    ...(verification && { verification }),
    timings: clock.end(),
    complete: !signal.aborted,
  };
  const result = { ...measured, gate: gateOf(measured, options) };
  return options.times ? result : withoutTimes(result);
}
