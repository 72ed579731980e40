import { fileURLToPath } from 'node:url';
import type { Command } from './commands.ts';

/** The options of `node:child_process` that the guard looks at. */
export interface SpawnOptions {
  file?: string;
  args?: string[];
  cwd?: string | URL | null;
  env?: NodeJS.ProcessEnv | null;
  /** `NAME=value`, as Node passes them on. */
  envPairs?: string[];
  input?: unknown;
}

/** Variables that a program inherits from this process. */
const initial = { ...process.env };

export function commandOf(program: unknown, args: unknown, options: SpawnOptions = {}): Command {
  const { cwd, input } = options;
  const folder = cwd instanceof URL ? fileURLToPath(cwd) : (cwd ?? process.cwd());
  const added = Object.entries(environmentOf(options)).filter(([name, value]) => value !== initial[name]);
  return {
    program: String(program),
    args: Array.isArray(args) ? args.map(String) : [],
    cwd: String(folder),
    env: Object.fromEntries(added.map(([name, value]) => [name, String(value)])),
    ...(input !== undefined && input !== null && { input: textOf(input) }),
  };
}

function environmentOf({ env, envPairs }: SpawnOptions): NodeJS.ProcessEnv {
  if (!envPairs) return env ?? process.env;
  return Object.fromEntries(
    envPairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}

/** The length of text or bytes. */
export function textOf(input: unknown): string {
  if (!ArrayBuffer.isView(input)) return String(input);
  return Buffer.from(input.buffer, input.byteOffset, input.byteLength).toString('latin1');
}

/** The environment of a program with other options of Node; undefined if it has them already. */
export function withOptions(
  options: SpawnOptions = {},
  nodeOptions: (given: string | undefined) => string | undefined,
): NodeJS.ProcessEnv | undefined {
  const env = environmentOf(options);
  const told = nodeOptions(env.NODE_OPTIONS);
  return told === env.NODE_OPTIONS ? undefined : { ...env, NODE_OPTIONS: told };
}
