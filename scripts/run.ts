import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

export const fromRoot = (...path: string[]): string => join(root, ...path);

export interface Ran {
  /** The exit code; 1 if a signal ended it. */
  code: number;
  /** What it wrote to both streams, if it was run quietly. */
  output: string;
}

interface RunOptions {
  cwd?: string;
  /** Keep the output instead of passing it on. */
  quiet?: boolean;
}

/** Runs a program of this repository's node_modules, or `node` itself, to its end. */
export function run(program: string, args: string[], { cwd = root, quiet = false }: RunOptions = {}): Ran {
  const [file, fullArgs] =
    program === 'node' ? [process.execPath, args] : [fromRoot('node_modules', '.bin', program), args];
  const ran = spawnSync(file, fullArgs, {
    cwd,
    stdio: quiet ? 'pipe' : 'inherit',
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (ran.error) throw ran.error;
  return { code: ran.status ?? 1, output: `${ran.stdout ?? ''}${ran.stderr ?? ''}` };
}
