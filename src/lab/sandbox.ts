import { spawnSync } from 'node:child_process';
import { programOfMachine } from '../contain/programs.ts';

/** What code that nobody has read may touch while it runs. */
export interface Sandbox {
  /** Absolute paths of what may be read, folders with all in them. */
  reads: string[];
  /** And of what may be written. */
  writes: string[];
}

/** The flag of Node's permission model, which was an experiment up to version 23.5. */
function permissionFlag(): string | undefined {
  return ['--permission', '--experimental-permission'].find((flag) =>
    process.allowedNodeEnvironmentFlags.has(flag),
  );
}

/** Whether this Node can keep code from writing, from starting processes and from reading elsewhere. */
export function canSandbox(): boolean {
  return permissionFlag() !== undefined;
}

/**
 * Node's arguments for a process in the sandbox: no other file is read or written, no process or worker started, no
 * native code loaded. The network is not theirs to hold: see `withoutNetwork`.
 */
export function sandboxArguments({ reads, writes }: Sandbox): string[] {
  const flag = permissionFlag();
  if (flag === undefined) throw new Error('this Node has no permission model');
  return [
    flag,
    ...[...new Set([...reads, ...writes])].map((path) => `--allow-fs-read=${path}`),
    ...[...new Set(writes)].map((path) => `--allow-fs-write=${path}`),
    // Where the model covers the network too, the worker's own socket must stay open.
    ...(process.allowedNodeEnvironmentFlags.has('--allow-net') ? ['--allow-net'] : []),
    ...withoutDebugger(),
  ];
}

/** No signal opens a debugger, where this Node can be told so. */
export function withoutDebugger(): string[] {
  return ['--disable-sigusr1'].filter((flag) => process.allowedNodeEnvironmentFlags.has(flag));
}

let namespaces: boolean | undefined;

/** Whether a process can be started without a network: on Linux, where users may make namespaces. */
export function canCutNetwork(): boolean {
  namespaces ??=
    process.platform === 'linux' && spawnSync(programOfMachine('unshare'), ['-rn', 'true']).status === 0;
  return namespaces;
}

/** Before a command, it runs it without a network; empty where that cannot be had. */
export function withoutNetwork(): string[] {
  return canCutNetwork() ? [programOfMachine('unshare'), '-rn'] : [];
}

const harmless =
  /^(PATH|HOME|TMPDIR|TEMP|TMP|LANG|LC_\w+|TZ|SHELL|USER|LOGNAME|TERM|SystemRoot|NODE_ENV|NO_COLOR|CI)$/;

/** The environment without keys and tokens: only what programs need to run. */
export function scrubbed(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => harmless.test(name)));
}
