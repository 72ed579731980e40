import { fileURLToPath } from 'node:url';
import type { Command } from './commands.ts';

/** What `node:child_process` is told of a program, as far as it is looked at. */
export interface SpawnOptions {
  file?: string;
  args?: string[];
  cwd?: string | URL | null;
  env?: NodeJS.ProcessEnv | null;
  /** `NAME=value`, as Node itself hands them on. */
  envPairs?: string[];
  input?: unknown;
}

/** What a program would get from this process anyway. */
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

/** Of text or bytes. */
export function textOf(input: unknown): string {
  if (!ArrayBuffer.isView(input)) return String(input);
  return Buffer.from(input.buffer, input.byteOffset, input.byteLength).toString('latin1');
}

/** The environment of a program in which Node is told something else; undefined if it is told that already. */
export function withOptions(
  options: SpawnOptions = {},
  nodeOptions: (given: string | undefined) => string | undefined,
): NodeJS.ProcessEnv | undefined {
  const env = environmentOf(options);
  const told = nodeOptions(env.NODE_OPTIONS);
  return told === env.NODE_OPTIONS ? undefined : { ...env, NODE_OPTIONS: told };
}
