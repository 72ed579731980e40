import type { Audit } from '../../model/audit.ts';
import { withRanks } from '../../ranking/ranks.ts';
import { reader } from '../../store/reader.ts';
import type { AuditContext } from '../context.ts';
import type { Observations } from '../observe.ts';
import type { Started } from '../start.ts';
import { ChangeAudit } from './change-audit.ts';
import { compareWithBase } from './compare.ts';

export { premisesOf } from './staged.ts';
export type { ChangeAudit };

type Concluded = Omit<Audit, 'gate' | 'timings'>;

/** Undefined where not only a change is looked at. To be closed. */
export function changeOf({ breaks }: Started, context: AuditContext): ChangeAudit | undefined {
  const { change } = breaks.project;
  return change && new ChangeAudit(change, context);
}

/** With what the change made worse, and what of it comes first. */
export async function withChange(
  audit: Concluded,
  { breaks, run }: Observations,
  change: ChangeAudit | undefined,
  context: AuditContext,
): Promise<Concluded> {
  if (!change?.isNarrowed) return audit;
  const compared = await compareWithBase(audit, run, breaks, change, context);
  return withRanks(compared, reader(context.options.root), context.decisions);
}
