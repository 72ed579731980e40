import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { projectState } from '../discover/state.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { stateFolder } from '../store/state-folder.ts';

type Place = Pick<AuditOptions, 'root' | 'outDir'>;

/** The present state of everything that a project depends on, without its own reports. */
export function stateOf({ root, outDir }: Place): Promise<string[]> {
  return projectState(root, [outDir, join(root, stateFolder)]);
}

export function hashOfState(state: string[]): string {
  return createHash('sha256').update(state.join('\n')).digest('hex');
}

/** The `tree` of an audit of the project as it is now. */
export async function treeOf(place: Place): Promise<string> {
  return hashOfState(await stateOf(place));
}
