import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readManifest } from '../../discover/manifest.ts';

/** The text as the project's own formatter writes it; unchanged if there is none, or if it fails. */
export function formatted(text: string, root: string, file: string): string {
  const formatters: [name: string, args: string[], isSetUp: boolean][] = [
    ['biome', ['format', `--stdin-file-path=${file}`], hasAbove(root, /^\.?biome\.jsonc?$/)],
    [
      'prettier',
      ['--stdin-filepath', file],
      hasAbove(root, /^(\.prettierrc|prettier\.config\.)/) || hasPrettierKey(root),
    ],
  ];
  for (const [name, args, isSetUp] of formatters) {
    const path = join(root, 'node_modules', '.bin', name);
    // Without settings, it would reformat the whole file in another style.
    if (!isSetUp || !existsSync(path)) continue;
    try {
      return execFileSync(path, args, {
        cwd: root,
        input: text,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'ignore'],
      });
    } catch {
      // A formatter that ignores the file leaves it unchanged.
    }
  }
  return text;
}

/** Whether the folder, or one above it up to the repository, has a file with such a name. */
function hasAbove(folder: string, name: RegExp): boolean {
  if (readdirSync(folder).some((each) => name.test(each))) return true;
  const parent = dirname(folder);
  return parent !== folder && !existsSync(join(folder, '.git')) && hasAbove(parent, name);
}

function hasPrettierKey(root: string): boolean {
  return existsSync(join(root, 'package.json')) && 'prettier' in readManifest(root);
}
