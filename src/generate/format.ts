import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The text as the project's own formatter writes it; as it is where there is none, or where that refuses it. */
export function formatted(text: string, root: string, file: string): string {
  const formatters: [name: string, args: string[]][] = [
    ['biome', ['format', `--stdin-file-path=${file}`]],
    ['prettier', ['--stdin-filepath', file]],
  ];
  for (const [name, args] of formatters) {
    const path = join(root, 'node_modules', '.bin', name);
    if (!existsSync(path)) continue;
    try {
      return execFileSync(path, args, {
        cwd: root,
        input: text,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'ignore'],
      });
    } catch {
      // A formatter that does not take the file leaves it as it is.
    }
  }
  return text;
}
