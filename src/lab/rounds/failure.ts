import type { Kill } from '../../model/evidence.ts';
import type { RunFile } from '../../model/run.ts';
import { visible } from '../../model/visible.ts';

/** A longer message is cut. */
const maxLength = 300;

/** How a test or hook of the file failed, with a message that can be shown in a report. */
export function killOf(file: RunFile, error: string | undefined, thrown: boolean): Kill {
  return { ...(thrown && { thrown }), ...(error !== undefined && { error: failureText(file, error) }) };
}

/** One short line without control characters, and without the path of the project on this machine. */
export function failureText({ path, file }: Pick<RunFile, 'path' | 'file'>, error: string): string {
  const root = path.endsWith(file) ? path.slice(0, path.length - file.length) : '';
  const local = root.length > 1 ? error.replaceAll(root, '') : error;
  const line = visible(local.replace(/\s+/g, ' ').trim());
  return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
}
