import { existsSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { exitCodes, UserError } from '../errors.ts';
import { type Decision, decisionKinds } from '../model/decision.ts';
import { isNoSpace } from '../system/full-disk.ts';
import { readPlainFile } from '../system/plain-file.ts';
import { replaceFile } from '../system/whole-file.ts';
import { writableWithin } from './inside-root.ts';
import { stateFolder } from './state-folder.ts';

const text = z.string().trim().min(1);

/** What is read of an entry. */
const decisionSchema = z.object({
  mutant: text,
  kind: z.enum(decisionKinds),
  reason: text,
  by: text,
  at: z.iso.datetime({ offset: true }),
  file: text,
  function: z.string().exactOptional(),
  mutator: text,
  original: z.string(),
  replacement: z.string(),
}) satisfies z.ZodType<Decision>;

/** Relative to the root, as messages name it. */
export const decisionsFile = `${stateFolder}/accepted.json`;

/**
 * What was decided of breaks, sorted by file and id; nothing where there is no file.
 * @throws UserError naming the line or the entry that cannot be read, and for a file outside of the project
 */
export function readDecisions(root: string): Decision[] {
  const path = writableWithin(root, decisionsFile);
  return existsSync(path) ? checkDecisions(parse(textOf(path)), decisionsFile) : [];
}

/**
 * Replaces all that was decided. The file goes with the last entry.
 * @throws UserError if the file lies outside of the project, or cannot be written
 */
export function writeDecisions(root: string, decisions: readonly Decision[]): void {
  const path = writableWithin(root, decisionsFile);
  try {
    if (decisions.length === 0) rmSync(path, { force: true });
    else replaceFile(path, `${JSON.stringify(sorted(decisions), null, 2)}\n`);
  } catch (error) {
    if (isNoSpace(error)) throw error;
    const why = (error as Error).message;
    throw new UserError(
      exitCodes.usage,
      `${decisionsFile} cannot be written: ${why}`,
      'make its folder one that you may write to',
    );
  }
}

/**
 * The entries, each whole and no break decided twice.
 * @param origin how messages call what was read
 * @throws UserError naming the first entry that does not fit
 */
export function checkDecisions(read: unknown, origin: string): Decision[] {
  const list = z.array(z.unknown()).safeParse(read);
  if (!list.success) throw refused(origin, 'it is no list of entries');
  const decisions = list.data.map((entry, index) => {
    const parsed = decisionSchema.safeParse(entry);
    if (parsed.success) return parsed.data;
    const { path, message } = parsed.error.issues[0]!;
    throw refused(origin, `entry ${index + 1}${named(entry)}: ${[...path.map(String), message].join(': ')}`);
  });
  const seen = new Set<string>();
  for (const { mutant } of decisions) {
    if (seen.has(mutant)) throw refused(origin, `there are two entries for ${mutant}`);
    seen.add(mutant);
  }
  return sorted(decisions);
}

function sorted(decisions: readonly Decision[]): Decision[] {
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return decisions.toSorted((a, b) => compare(a.file, b.file) || compare(a.mutant, b.mutant));
}

function named(entry: unknown): string {
  const isNamed = typeof entry === 'object' && entry !== null && 'mutant' in entry;
  return isNamed && typeof entry.mutant === 'string' ? ` (${entry.mutant})` : '';
}

function textOf(path: string): string {
  try {
    return readPlainFile(path);
  } catch (error) {
    throw refused(decisionsFile, (error as Error).message);
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw refused(decisionsFile, `${lineOf(error, json)}is no JSON`);
  }
}

/** The line that V8 names; that of the first thing that is never JSON, such as a mark of a merge; the last one. */
function lineOf(error: unknown, json: string): string {
  const message = error instanceof Error ? error.message : '';
  const named = /\(line (\d+) column \d+\)/.exec(message)?.[1];
  if (named !== undefined) return `line ${named} `;
  const fine = tokens.exec(json)?.[0] ?? '';
  const line = fine.trimEnd().split('\n').length;
  if (fine === json) return /end of JSON/.test(message) ? `line ${line}, where it ends, ` : '';
  return `line ${fine.split('\n').length} `;
}

/** Whatever may stand in JSON, in any order. */
const tokens = /^(?:\s|[[\]{},:]|"(?:[^"\\\n]|\\.)*"|-?\d[\d.eE+-]*|true|false|null)*/;

function refused(origin: string, why: string): UserError {
  return new UserError(
    exitCodes.usage,
    `${origin} cannot be used: ${why}`,
    'mend or remove it; realcov accept writes such entries',
  );
}
