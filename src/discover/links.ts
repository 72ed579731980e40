import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Notice } from '../model/audit.ts';
import { relativeTo } from '../system/paths.ts';
import type { SourceRules } from './rules.ts';

interface LinkRequest {
  root: string;
  links: readonly string[];
  sources: readonly string[];
  /** Files in scope. */
  files: readonly string[];
  rules: SourceRules;
}

/** Links to sources are not followed. Their target is audited under its own name; if not, there is a notice. */
export function unfollowed({ root, links, sources, files, rules }: LinkRequest): Notice[] {
  const inScope = new Set(files);
  return links.flatMap((link): Notice[] => {
    const kind = kindOf(join(root, link));
    if (kind === undefined || !holdsSources(link, kind, rules)) return [];
    const target = targetWithin(root, link);
    const message =
      target === undefined
        ? 'it is a symbolic link out of the project, which is not followed: run realcov where it leads to'
        : `it is a symbolic link, which is not followed: realcov audit ${target} breaks what it leads to`;
    const isBelow = (file: string) => file === target || file.startsWith(`${target}/`);
    const linked =
      target === undefined ? [] : sources.filter((file) => isBelow(file) && rules.isSource(file, target));
    const isMissed = target === undefined || linked.some((file) => !inScope.has(file));
    return isMissed ? [{ kind: 'file-skipped', file: link, message }] : [];
  });
}

/** A link to a folder has the same role as the folder. */
export function withoutLink(root: string, path: string): string {
  if (kindOf(join(root, path)) !== 'folder') return path;
  return targetWithin(root, path) ?? path;
}

/** A source by its name, or a folder of sources. */
function holdsSources(link: string, kind: 'file' | 'folder', rules: SourceRules): boolean {
  if (kind === 'file') return /\.[cm]?[jt]sx?$/.test(link) && rules.isSource(link);
  return /(^|\/)(src|lib)(\/|$)/.test(link) && rules.isSource(`${link}/a.ts`);
}

function kindOf(path: string): 'file' | 'folder' | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isFile()) return 'file';
  return stat?.isDirectory() ? 'folder' : undefined;
}

/** The real path relative to the root; undefined if it is outside of the project. */
function targetWithin(root: string, path: string): string | undefined {
  const target = relativeTo(root, realpathSync(join(root, path)));
  return target.startsWith('..') || isAbsolute(target) ? undefined : target;
}
