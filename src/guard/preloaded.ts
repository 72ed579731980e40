import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { GuardOrder } from './notes.ts';

// Bound at load, before it is watched.
const write = writeFileSync;
const preload = fileURLToPath(new URL(`./preload${import.meta.url.slice(-3)}`, import.meta.url));

/**
 * Writes an order as a module that Node can load before a program: threads load such modules too if they are CommonJS.
 * @param file its path, which ends in `.cjs`
 */
export function writeOrder(file: string, order: GuardOrder): void {
  write(file, `require(${JSON.stringify(preload)}).guardBy(${JSON.stringify(order)}, __filename);\n`);
}

/** `NODE_OPTIONS` for a program that is guarded, with all programs of Node that it starts. */
export function guardedOptions(options: string | undefined, file: string): string {
  return `${options ?? ''} --require ${JSON.stringify(file)}`.trim();
}

/** Options of Node that a thread may have too; the others are refused if they are given to it. */
const ofThreads =
  /^(-[rC]|--(import|require|conditions|(experimental-)?loader|enable-source-maps|no-warnings))(=|$)/;
const takeValue = /^(-[rC]|--(import|require|conditions|(experimental-)?loader))$/;

/** Options of a thread, so that it is guarded. */
export function guardedThread(options: object | undefined, file: string): object {
  const { execArgv = inherited(process.execArgv) } = (options ?? {}) as { execArgv?: string[] };
  return { ...options, execArgv: [...execArgv, '--require', file] };
}

function inherited(execArgv: readonly string[]): string[] {
  return execArgv.filter((arg, at) => ofThreads.test(arg) || takeValue.test(execArgv[at - 1] ?? ''));
}
