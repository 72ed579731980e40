import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { MutantRef } from '../protocol.ts';

// Stored at load, before it is watched.
const write = writeFileSync;
const preload = fileURLToPath(new URL(`./preload${import.meta.url.slice(-3)}`, import.meta.url));

/** What a thread or program is told that a turn starts. */
export interface Order {
  turn: number;
  /** The mutant that is on. */
  mutant?: Pick<MutantRef, 'key' | 'number' | 'site' | 'edit'>;
  /** How many steps it may take. */
  steps: number;
  /** Of the names of switches. */
  prefix: string;
  /** Absolute paths: the index of texts, and the file that it notes things in. */
  index: string;
  notes: string;
  root: string;
  /** Path of the module that takes the switches out of a function's text. */
  plainText?: string;
}

/**
 * Writes the order as a module that Node can load before a program. Whatever goes wrong in it is no matter of that program: it is
 * noted that its code could not be served.
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

/** Only where the program is one of the project. */
function noteUnserved({ notes, turn, root }: Order): string {
  return (
    `const path = process.argv[1] ?? ''; if (path.startsWith(${JSON.stringify(root)}) && !path.includes('node_modules')) ` +
    `require('node:fs').appendFileSync(${JSON.stringify(notes)}, ${JSON.stringify(`other ${turn} *\n`)});`
  );
}
