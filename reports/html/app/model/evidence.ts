/** The breaks that prove what was found about a test. */
import type { Finding } from '../../../../src/model/finding.ts';

export interface BreakEvidence {
  /** Ids of breaks, or of neutral changes. */
  ids: string[];
  /** What the test does with each of them. */
  does: 'passes' | 'fails';
  /** How many more there are that the audit does not name. */
  more: number;
}

export function breakEvidence(finding: Finding): BreakEvidence {
  switch (finding.kind) {
    case 'implementation-coupled':
      return { ids: finding.evidence.mutants, does: 'fails', more: 0 };
    case 'hollow':
    case 'no-assertion':
    case 'mock-echo':
    case 'smoke': {
      const { functions, passes = functions, breaks } = finding.evidence;
      return { ids: passes, does: 'passes', more: Math.max(0, breaks - passes.length) };
    }
    case 'swallows-failure': {
      const { throwing, functions, passes = functions, breaks } = finding.evidence;
      const ids = [...new Set([...throwing, ...passes])];
      return { ids, does: 'passes', more: Math.max(0, breaks - passes.length) };
    }
    default:
      return { ids: [], does: 'passes', more: 0 };
  }
}

/** The command that shows the finding, with another break of its evidence. */
export function commandFor({ reproduce }: Finding, mutantId: string): string {
  return reproduce.replace(/^realcov reproduce \S+/, `realcov reproduce ${mutantId}`);
}
