/** The report that GitLab calls code quality: a list of problems, compared with that of the target branch by fingerprints. */
import { createHash } from 'node:crypto';
import type { Audit } from '../../src/model/audit.ts';
import { writeWhole } from '../../src/system/whole-file.ts';
import { type Problem, problemsOf } from '../problems/index.ts';
import { printedJson } from '../text.ts';

export interface CodeQualityIssue {
  description: string;
  check_name: string;
  /** Hexadecimal; the same as long as the break or the finding is the same, wherever its line moves. */
  fingerprint: string;
  severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker';
  location: { path: string; lines: { begin: number } };
}

/** Writes `gl-code-quality.json` in a folder. Returns the file's path. */
export function writeCodeQuality(audit: Audit, dir: string, folder: string): Promise<string> {
  return writeWhole(dir, 'gl-code-quality.json', [printedJson(codeQuality(audit, folder))]);
}

export function codeQuality(audit: Audit, folder: string): CodeQualityIssue[] {
  return problemsOf(audit, folder).all.map(issueOf);
}

function issueOf({ rule, level, id, file, location, about, message, command }: Problem): CodeQualityIssue {
  return {
    description: `${about}: ${message} (${command})`,
    check_name: `realcov/${rule}`,
    fingerprint: createHash('sha256').update(id).digest('hex').slice(0, 32),
    severity: level === 'error' ? 'major' : 'minor',
    location: { path: file, lines: { begin: location?.start.line ?? 1 } },
  };
}
