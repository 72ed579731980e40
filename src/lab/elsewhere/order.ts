import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { MutantRef } from '../protocol.ts';

// Stored at load, before it is watched.
const write = writeFileSync;
const preload = fileURLToPath(new URL(`./preload${import.meta.url.slice(-3)}`, import.meta.url));

/** What a thread or program is told when a turn starts it. */
export interface Order {
  turn: number;
  /** The active mutant. */
  mutant?: Pick<MutantRef, 'key' | 'number' | 'site' | 'edit'>;
  /** The most steps it may take. */
  steps: number;
  /** Prefix of the names of switches. */
  prefix: string;
  /** Absolute paths: the index of texts, and the file for its notes. */
  index: string;
  notes: string;
  root: string;
  /** Path of the module that removes switches from a function's text. */
  plainText?: string;
}

/**
 * Writes the order as a module that Node loads before a program. An error in it does not affect the program: a note
 * says that its code could not be served.
 * @param file its path, which ends in `.cjs`
 */
export function writeOrder(file: string, order: Order): void {
  const lines = [
    'const { emitWarning } = process;',
    'process.emitWarning = () => {};',
    `try { require(${JSON.stringify(preload)}).serveBy(${JSON.stringify(order)}, __filename); }`,
    `catch { try { ${noteUnserved(order)} } catch {} }`,
    'process.emitWarning = emitWarning;',
  ];
  write(file, lines.join('\n'));
}

/** Only if the program belongs to the project. */
function noteUnserved({ notes, turn, root }: Order): string {
  return (
    `const path = process.argv[1] ?? ''; if (path.startsWith(${JSON.stringify(root)}) && !path.includes('node_modules')) ` +
    `require('node:fs').appendFileSync(${JSON.stringify(notes)}, ${JSON.stringify(`other ${turn} *\n`)});`
  );
}
