import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { nameText } from '../../reports/index.ts';
import { isCode } from '../config/load.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { type OptionInput, resolveOptions } from '../options/resolve.ts';
import { readPlainFile } from '../system/plain-file.ts';
import type { Io } from './io.ts';
import { auditPath } from './last-audit.ts';

/** The options of a command that only reads. No code of the project runs. */
export function readingOptions(input: OptionInput, { cwd }: Pick<Io, 'cwd'>): Promise<AuditOptions> {
  return resolveOptions({ ...input, cwd }, { runsCode: false });
}

/** The same for a command that reads a report. It prints a hint if the report may be in another folder. */
export async function reportOptions(input: OptionInput, io: Pick<Io, 'cwd' | 'err'>): Promise<AuditOptions> {
  const options = await readingOptions(input, io);
  const { configFiles, configNotRun, outDir } = options;
  if (!configNotRun || input.outDir !== undefined) return options;
  const notRun = configFiles.filter(isCode);
  if (!notRun.some(namesOutDir) && existsSync(auditPath(outDir))) return options;
  const names = notRun.map((file) => nameText(relative(io.cwd, file)));
  const [were, they] = notRun.length === 1 ? ['was', 'it sets'] : ['were', 'they set'];
  io.err.write(
    `realcov: ${names.join(' and ')} ${were} not run, for this only reads; if ${they} outDir, name it with --out-dir\n`,
  );
  return options;
}

/** The file is read as text only. If it names another folder, there is no report in the usual one. */
function namesOutDir(config: string): boolean {
  try {
    return /\boutDir\b/.test(readPlainFile(config));
  } catch {
    return false;
  }
}
