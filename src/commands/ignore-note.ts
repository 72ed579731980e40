import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nameText } from '../../reports/index.ts';
import { askGit } from '../discover/git.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { isInside } from '../store/inside-root.ts';
import { stateFolder } from '../store/state-folder.ts';
import { relativeTo } from '../system/paths.ts';

/**
 * Lines to add to `.gitignore`. Asked before the reports are written, because the hint is only for a new folder.
 * Undefined outside of a repository, and if git ignores the files already. Nothing is written.
 */
export async function ignoreNote({
  root,
  outDir,
  history,
}: Pick<AuditOptions, 'root' | 'outDir' | 'history'>): Promise<string | undefined> {
  if (existsSync(outDir) || !isInside(root, outDir)) return undefined;
  if ('failed' in (await askGit(root, ['rev-parse', '--git-dir']))) return undefined;
  const reports = `/${relativeTo(root, outDir)}/`;
  if (await isIgnored(root, join(outDir, 'audit.json'))) return undefined;
  const figures = join(root, stateFolder, 'history.jsonl');
  const more =
    history && !(await isIgnored(root, figures))
      ? `, and /${stateFolder}/history.jsonl unless the history is to be in the repository`
      : '';
  return `note: git does not ignore the reports; lines for .gitignore: ${nameText(reports)}${more}`;
}

async function isIgnored(root: string, path: string): Promise<boolean> {
  return 'printed' in (await askGit(root, ['check-ignore', '--quiet', '--', path]));
}
