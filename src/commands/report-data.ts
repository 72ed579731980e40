import { decidedAudit } from '../judge/decisions.ts';
import type { Audit } from '../model/audit.ts';
import type { Comparison } from '../model/comparison.ts';
import type { ReportData } from '../model/report-data.ts';
import { holdsEveryBreak } from '../options/scope.ts';
import { readDecisions } from '../store/decisions.ts';
import { readHistory } from '../store/history.ts';
import { textsOf } from './sources.ts';

/**
 * The data of the HTML report: the audit with the decisions since then, and the project's data around it.
 * @param comparison with the audit before
 * @throws UserError if the decisions cannot be read
 */
export async function reportData(audit: Audit, root: string, comparison?: Comparison): Promise<ReportData> {
  const decisions = readDecisions(root);
  const { sources, tests } = textsOf(audit, root);
  return {
    audit: decidedAudit(audit, decisions),
    holdsEveryBreak: holdsEveryBreak(audit),
    sources: { ...tests, ...sources },
    // It is about the whole project, so a part is not compared with it.
    history: audit.part ? [] : readHistory(root),
    decisions,
    ...(comparison && { comparison }),
  };
}
