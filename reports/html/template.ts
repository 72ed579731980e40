/** The page without data. It is built once, by Vite, from `app/`: at packing time, or on demand when run from source. */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const file = join(folder, 'dist', 'template.html');

/** All that may be in the page. */
const sources = [
  'reports/*.ts',
  'reports/html/*.ts',
  'reports/html/app/**/*.{ts,tsx,css}',
  'src/{model,judge}/*.ts',
];

let text: string | undefined;

export function readTemplate(): string {
  if (isSource() && isStale()) build();
  text ??= readFileSync(file, 'utf8');
  return text;
}

/** Whether this runs as TypeScript: the package has the built page, and nothing to build it with. */
function isSource(): boolean {
  return import.meta.url.endsWith('.ts');
}

function isStale(): boolean {
  if (text !== undefined) return false;
  if (!existsSync(file)) return true;
  const built = statSync(file).mtimeMs;
  const root = join(folder, '..', '..');
  return globSync(sources, { cwd: root }).some((source) => statSync(join(root, source)).mtimeMs > built);
}

function build(): void {
  const script = join(folder, '..', '..', 'scripts', 'html-template.ts');
  const { status, stderr } = spawnSync(process.execPath, [script, file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The page of the HTML report could not be built:\n${stderr}`);
}
