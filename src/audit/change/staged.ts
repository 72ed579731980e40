import { readChange, readUnstaged } from '../../discover/since.ts';
import type { AuditOptions } from '../../options/audit-options.ts';
import { ownFolders } from '../../store/state-folder.ts';
import { OtherTree } from './other-tree.ts';

/** Where an audit takes place: the options with that root. */
export interface Premises {
  premises: AuditOptions;
  remove(): void;
}

/**
 * For `--staged` a copy that holds what is staged and nothing else, unless the working tree holds just that; otherwise the project
 * itself.
 * @throws UserError if git cannot tell what is staged
 */
export async function premisesOf(options: AuditOptions): Promise<Premises> {
  const stays = { premises: options, remove: () => {} };
  if (!options.staged) return stays;
  const { root } = options;
  const leftOut = ownFolders(options);
  const change = await readChange(root, { staged: true, leftOut });
  const unstaged = await readUnstaged(root, leftOut);
  if (unstaged.length === 0) return stays;
  const tree = new OtherTree(root, unstaged);
  tree.set(() => 'before');
  tree.markTop();
  return { premises: { ...options, root: tree.root, change }, remove: () => tree.remove() };
}
