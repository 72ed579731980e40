import { spawnSync } from 'node:child_process';
import { programOfMachine } from '../contain/programs.ts';

/** Permissions of code that nobody has reviewed. */
export interface Sandbox {
  /** Absolute paths that may be read. A folder includes its content. */
  reads: string[];
  /** Absolute paths that may be written. */
  writes: string[];
}

/** The flag of Node's permission model, which was experimental up to version 23.5. */
function permissionFlag(): string | undefined {
  return ['--permission', '--experimental-permission'].find((flag) =>
    process.allowedNodeEnvironmentFlags.has(flag),
  );
}

/** Whether this Node can forbid code to write files, to start processes and to read other files. */
export function canSandbox(): boolean {
  return permissionFlag() !== undefined;
}

/**
 * Node's arguments for a process in the sandbox: it cannot read or write other files, start processes or threads, or load
 * native code. They do not block the network: see `withoutNetwork`.
 */
export function sandboxArguments({ reads, writes }: Sandbox): string[] {
  const flag = permissionFlag();
  if (flag === undefined) throw new Error('this Node has no permission model');
  return [
    flag,
    ...[...new Set([...reads, ...writes])].map((path) => `--allow-fs-read=${path}`),
    ...[...new Set(writes)].map((path) => `--allow-fs-write=${path}`),
    // If the permission model covers the network too, the worker's own socket must stay open.
    ...(process.allowedNodeEnvironmentFlags.has('--allow-net') ? ['--allow-net'] : []),
    ...withoutDebugger(),
  ];
}

/** Turns off the signal that opens a debugger, if this Node can. */
export function withoutDebugger(): string[] {
  return ['--disable-sigusr1'].filter((flag) => process.allowedNodeEnvironmentFlags.has(flag));
}

let namespaces: boolean | undefined;

/** Whether a process can be started without network: on Linux, if users may create namespaces. */
export function canCutNetwork(): boolean {
  namespaces ??=
    process.platform === 'linux' && spawnSync(programOfMachine('unshare'), ['-rn', 'true']).status === 0;
  return namespaces;
}

/** A prefix that runs a command without network; empty if that is not possible. */
export function withoutNetwork(): string[] {
  return canCutNetwork() ? [programOfMachine('unshare'), '-rn'] : [];
}

const harmless =
  /^(PATH|HOME|TMPDIR|TEMP|TMP|LANG|LC_\w+|TZ|SHELL|USER|LOGNAME|TERM|SystemRoot|NODE_ENV|NO_COLOR|CI)$/;

/** The environment with only the variables that programs need, without keys and tokens. */
export function scrubbed(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => harmless.test(name)));
}
