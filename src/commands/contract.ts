import { printedJson, renderContracts } from '../../reports/index.ts';
import { type ExitCode, exitCodes, UserError } from '../errors.ts';
import { contractsOf, withSection } from '../generate/contracts/contracts.ts';
import { modelFor } from '../generate/writers/choose.ts';
import type { ShownContract } from '../model/contract.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { type OptionInput, resolveOptions } from '../options/resolve.ts';
import { writableWithin } from '../store/inside-root.ts';
import { replaceFile } from '../system/whole-file.ts';
import { confirmWriter } from './confirmed-writer.ts';
import { contractText } from './contract-text.ts';
import type { Io } from './io.ts';
import { targetsOf } from './targets.ts';
import { watched } from './watched.ts';

/** `realcov contract`: the contracts of functions, what they lack, and a draft if there is none. */
export async function contractCommand(input: OptionInput, io: Io): Promise<ExitCode> {
  const { paths, named } = targetsOf(input.paths ?? []);
  if (paths.length === 0)
    throw new UserError(
      exitCodes.usage,
      'no function was named',
      'such as realcov contract src/cart.ts#total',
    );
  const options = await resolveOptions({ ...input, paths, ...(named && { function: named }), cwd: io.cwd });
  await confirmWriter({ ...options, writerCommand: undefined }, input, process.env, io);
  const model = modelFor(options, process.env);
  const given = contractText(options, io);
  const contracts = await watched(options, io, (events) => contractsOf(options, model, given, events));
  const written = options.apply ? await writeDrafts(contracts, options) : [];
  io.out.write(
    options.json ? printedJson(contracts) : renderContracts(contracts, { colors: io.out.colors, written }),
  );
  return exitCodes.passed;
}

async function writeDrafts(contracts: ShownContract[], { root }: AuditOptions): Promise<string[]> {
  const files = new Set<string>();
  for (const { draft, isThere, contractFile } of contracts) {
    if (draft === undefined || isThere) continue;
    replaceFile(writableWithin(root, contractFile), withSection(root, contractFile, draft));
    files.add(contractFile);
  }
  return [...files];
}
