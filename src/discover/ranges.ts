import { exitCodes, UserError } from '../errors.ts';
import type { Location } from '../model/source.ts';

/**
 * The range in Stryker's notation: `:3-9` for whole lines, `:3:1-9:80` with 0-based columns, both ends included.
 * Undefined if there is none.
 * @throws UserError if the end is before the start
 */
export function parseRange(range: string, pattern: string): Location | undefined {
  const match = /^:(\d+)(?::(\d+))?-(\d+)(?::(\d+))?$/.exec(range);
  if (!match) return undefined;
  const [, startLine, startColumn = '0', endLine, endColumn] = match;
  const start = { line: Number(startLine), column: Number(startColumn) + 1 };
  const end = {
    line: Number(endLine),
    column: endColumn === undefined ? Number.MAX_SAFE_INTEGER : Number(endColumn) + 1,
  };
  if (start.line >= 1 && start.line <= end.line) return { start, end };
  throw new UserError(
    exitCodes.usage,
    `the lines in ${pattern} are no range`,
    'lines count from 1: src/a.ts:3-9',
  );
}
