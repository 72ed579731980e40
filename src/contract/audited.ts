import type { Breaks } from '../audit/breaks.ts';
import type { AuditedFunction } from '../model/audit.ts';
import { contractFinder, wantsContract } from './find.ts';

/** The functions, those that others use with where their contract is. */
export function withContracts(
  functions: AuditedFunction[],
  { project, files }: Pick<Breaks, 'project' | 'files'>,
): AuditedFunction[] {
  const contractOf = contractFinder(project.root);
  const sources = new Map(files.map((source) => [source.file, source]));
  const wanted = new Map(files.map((source) => [source.file, wantsContract(source)]));
  const units = new Map(files.flatMap((source) => source.functions.map((unit) => [unit.id, unit])));
  return functions.map((fn) => {
    const source = sources.get(fn.file);
    const unit = units.get(fn.id);
    if (!source || !unit || !wanted.get(fn.file)?.(unit)) return fn;
    const contract = contractOf(source, unit);
    return { ...fn, contract: contract?.from === 'file' ? 'file' : contract ? 'comment' : 'none' };
  });
}
