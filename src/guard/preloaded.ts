import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { GuardOrder } from './notes.ts';

// Stored at load, before it is watched.
const write = writeFileSync;
const preload = fileURLToPath(new URL(`./preload${import.meta.url.slice(-3)}`, import.meta.url));

/**
 * Writes the settings as a module that Node loads before a program. It is CommonJS, so that threads load it too.
 * @param file its path, which ends in `.cjs`
 */
export function writeOrder(file: string, order: GuardOrder): void {
  write(file, `require(${JSON.stringify(preload)}).guardBy(${JSON.stringify(order)}, __filename);\n`);
}

/** `NODE_OPTIONS` that guard a program, and all Node programs that it starts. */
export function guardedOptions(options: string | undefined, file: string): string {
  return `${options ?? ''} --require ${JSON.stringify(file)}`.trim();
}

/** Options of Node that a thread accepts. It refuses others. */
const ofThreads =
  /^(-[rC]|--(import|require|conditions|(experimental-)?loader|enable-source-maps|no-warnings))(=|$)/;
const takeValue = /^(-[rC]|--(import|require|conditions|(experimental-)?loader))$/;

/** Options that guard a thread. */
export function guardedThread(options: object | undefined, file: string): object {
  const { execArgv = inherited(process.execArgv) } = (options ?? {}) as { execArgv?: string[] };
  return { ...options, execArgv: [...execArgv, '--require', file] };
}

function inherited(execArgv: readonly string[]): string[] {
  return execArgv.filter((arg, at) => ofThreads.test(arg) || takeValue.test(execArgv[at - 1] ?? ''));
}
