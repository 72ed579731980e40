import { likeness } from '../system/likeness.ts';
import type { ChangedFile, Content } from './changed-files.ts';

/** The share of equal lines that makes a new file a renamed one, from 0 to 1: as in git. */
const renamedLikeness = 0.5;

/** Finds for new files the deleted ones that were renamed to them. Git does so only for tracked files. Pure. */
export function withRenames(files: readonly ChangedFile[]): ChangedFile[] {
  const known = new Set(files.map(({ from }) => from));
  const gone = files.filter(({ path, before, after }) => before && !after && !known.has(path));
  return files.map((file) => {
    if (file.before || !file.after || file.from !== undefined) return file;
    const lines = linesOf(file.after);
    if (lines.length === 0) return file;
    const [best] = gone
      .filter(({ path }) => !known.has(path))
      .map(({ path, before }) => ({ path, likeness: likeness(lines, linesOf(before!)) }))
      .filter((each) => each.likeness >= renamedLikeness)
      .sort((a, b) => b.likeness - a.likeness);
    if (!best) return file;
    known.add(best.path);
    return { ...file, from: best.path };
  });
}

function linesOf({ bytes }: Content): string[] {
  return String(bytes)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
