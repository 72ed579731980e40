import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { containment } from '../contain/namespaces.ts';
import type { GuardOrder } from '../guard/notes.ts';
import { guardedOptions, writeOrder } from '../guard/preloaded.ts';
import type { Touches } from '../guard/touches.ts';

interface HoldOptions {
  /** Folder of the project's copy. */
  root: string;
  /** Additional or changed environment variables. */
  env?: NodeJS.ProcessEnv | undefined;
  inPlace?: boolean | undefined;
  touches?: Touches | undefined;
  /** Without network, if the system can contain the program. */
  withoutNetwork?: boolean | undefined;
}

/** How to start a program that runs broken code. */
export interface Hold {
  /** Comes before the command. */
  prefix: string[];
  env: NodeJS.ProcessEnv;
  /** Folder of the notes about what was done and what was refused. */
  notes: string;
}

/**
 * Keeps a program from doing harm: in namespaces if the system has them, otherwise with a guard inside of each process.
 * @param folder real path of a folder for this run alone
 */
export async function holdIn(
  folder: string,
  { root, env: own, inPlace, touches, withoutNetwork = false }: HoldOptions,
): Promise<Hold> {
  const temporary = join(folder, 'tmp');
  const notes = join(folder, 'notes');
  mkdirSync(temporary);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...own,
    TMPDIR: temporary,
    ...(process.platform === 'win32' && { TEMP: temporary, TMP: temporary }),
  };
  const contained = inPlace ? undefined : await containment({ folder, cwd: root, withoutNetwork });
  if (contained) return { prefix: contained.prefix, env, notes };
  const order: GuardOrder = {
    root,
    temporary: [folder],
    ...(touches && { touches }),
    notes,
  };
  const file = join(folder, 'order.cjs');
  writeOrder(file, order);
  return { prefix: [], env: { ...env, NODE_OPTIONS: guardedOptions(env.NODE_OPTIONS, file) }, notes };
}
