/**
 * Puts the tool's real output between the `output` marks of the README; with `--check` fails if it differs. A folder behind
 * `copy:` is copied first, and all marks with it work in the same copy, one after the other.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromRoot } from './run.ts';

const file = fromRoot('README.md');
const before = readFileSync(file, 'utf8');
const mark = /(<!-- output: (\S+) (.+) -->\n)[\s\S]*?(<!-- \/output -->)/g;
// What is built starts faster than the sources.
const cli = process.env.REALCOV_TEST_DIST ? 'dist/src/cli.js' : 'src/cli.ts';
const copies = new Map<string, string>();
const after = before.replace(mark, (_, open: string, folder: string, args: string, close: string) => {
  return `${open}\n\`\`\`text\n${outputOf(folder, words(args)).trimEnd()}\n\`\`\`\n\n${close}`;
});

for (const copy of copies.values()) rmSync(copy, { recursive: true });

if (after !== before && process.argv.includes('--check')) {
  console.error('README.md is out of date; run: node scripts/readme.ts');
  process.exitCode = 1;
} else if (after !== before) {
  writeFileSync(file, after);
}

function outputOf(folder: string, args: string[]): string {
  const timeless = ['audit', 'generate'].includes(args[0] ?? '') ? ['--no-times'] : [];
  return execFileSync(process.execPath, [fromRoot(cli), ...args, ...timeless], {
    cwd: folder.startsWith('copy:') ? copyOf(folder.slice('copy:'.length)) : fromRoot(folder),
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** Split at spaces, but not within double quotes. */
function words(text: string): string[] {
  return Array.from(text.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, plain]) => quoted ?? plain ?? '');
}

function copyOf(folder: string): string {
  const known = copies.get(folder);
  if (known !== undefined) return known;
  const copy = mkdtempSync(join(tmpdir(), 'realcov-readme-'));
  copies.set(folder, copy);
  cpSync(fromRoot(folder), copy, {
    recursive: true,
    filter: (path) => !/node_modules|reports|\.realcov/.test(path),
  });
  symlinkSync(fromRoot('node_modules'), join(copy, 'node_modules'), 'junction');
  return copy;
}
