import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import type { Io } from './io.ts';

/**
 * The contract from `--contract`: a file or the text itself.
 * @throws UserError if it is for more than one function, or the file does not exist
 */
export function contractText({ contract, function: named }: AuditOptions, { cwd }: Io): string | undefined {
  if (contract === undefined) return undefined;
  if (named === undefined)
    throw new UserError(exitCodes.usage, '--contract is for one function', 'name it: src/cart.ts#total');
  const path = resolve(cwd, contract);
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return readFileSync(path, 'utf8').trim();
  if (/\s/.test(contract)) return contract;
  throw new UserError(
    exitCodes.usage,
    `--contract: there is no file ${contract}`,
    'give a file, or the contract itself',
  );
}
