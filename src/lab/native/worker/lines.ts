import { pathToFileURL } from 'node:url';

/** The line of a file in which something was called, by the stack of the call; 0 if the file is not on it. */
export function lineIn(path: string, stack: string): number {
  const url = pathToFileURL(path).href;
  const frame = stack.split('\n').find((line) => line.includes(path) || line.includes(url));
  const [, line] = /:(\d+):\d+\)?$/.exec(frame?.trim() ?? '') ?? [];
  return line === undefined ? 0 : Number(line);
}
