import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Mutant } from '../model/mutant.ts';
import { moduleBeside, startThread } from '../typescript/thread.ts';
import type { Checked, CheckedFile } from './check.ts';

export type { Checked, CheckedFile };

/** A thread that reads the program of the files at once, and checks mutants when it is told which. */
export interface TypeCheckThread {
  /**
   * Checks which mutants compile; to be called once.
   * @throws if TypeScript fails or the signal is aborted; what was handed on until then holds
   */
  check(mutants: readonly Mutant[]): Promise<void>;
}

/** Starts to read the program. Each mutant that is checked later is handed on as soon as it is. */
export function startTypeCheck(
  root: string,
  files: readonly CheckedFile[],
  onChecked: (checked: Checked) => void,
  signal?: AbortSignal,
): TypeCheckThread {
  const { post, ended } = startThread(
    moduleBeside(import.meta.url, 'worker'),
    { root, files },
    onChecked,
    signal,
  );
  // It may fail before anybody asks.
  ended.catch(() => {});
  return {
    check(mutants) {
      post(mutants);
      return ended;
    },
  };
}

/** Whether a file is TypeScript that has anything to run. */
export function isTypeScript(file: string): boolean {
  return /\.([cm]?ts|tsx)$/.test(file) && !/\.d\.([^./]+\.)?[cm]?ts$/.test(file);
}

/** Whether a folder or one above it has a tsconfig.json. */
export function hasConfig(folder: string): boolean {
  const above = dirname(folder);
  return existsSync(join(folder, 'tsconfig.json')) || (above !== folder && hasConfig(above));
}
