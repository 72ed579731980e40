import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { askGit } from '../discover/git.ts';
import { stateFolder } from '../store/state-folder.ts';
import { readPlainFile } from '../system/plain-file.ts';
import type { Step } from './plan.ts';

/**
 * The lines that `.gitignore` lacks: the reports, and the figures of each audit, which differ from machine to machine. None
 * outside of a repository.
 * @param outDir of the reports, relative to the root; undefined outside of it
 */
export async function ignoreStep(
  root: string,
  outDir: string | undefined,
  isRepository: boolean,
): Promise<Step[]> {
  if (!isRepository) return [];
  const wanted: [line: string, example: string][] = [
    ...(outDir === undefined ? [] : [[`/${outDir}/`, `${outDir}/audit.json`] as [string, string]]),
    [`/${stateFolder}/history.jsonl`, `${stateFolder}/history.jsonl`],
  ];
  const file = '.gitignore';
  const lines: string[] = [];
  for (const [line, example] of wanted) if (!(await isIgnored(root, example))) lines.push(line);
  if (lines.length === 0) return [{ does: 'keep', file, what: 'it has what realcov writes' }];
  const path = join(root, file);
  const isThere = existsSync(path);
  const before = isThere ? readPlainFile(path) : '';
  const lineEnd = before.includes('\r\n') ? '\r\n' : '\n';
  const start = before === '' || before.endsWith('\n') ? before : `${before}${lineEnd}`;
  const text = `${start}${lines.map((line) => `${line}${lineEnd}`).join('')}`;
  return [{ does: isThere ? 'change' : 'create', file, what: lines.join(', '), text }];
}

/** Whether a line of any file that git reads ignores it, also one that is not there yet. */
async function isIgnored(root: string, path: string): Promise<boolean> {
  return 'printed' in (await askGit(root, ['check-ignore', '--quiet', '--no-index', '--', path]));
}
