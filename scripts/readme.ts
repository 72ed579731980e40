/** Puts the tool's real output between the `output` marks of the README; with `--check` fails if it differs. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fromRoot } from './run.ts';

const file = fromRoot('README.md');
const before = readFileSync(file, 'utf8');
const mark = /(<!-- output: (\S+) (.+) -->\n)[\s\S]*?(<!-- \/output -->)/g;
const after = before.replace(mark, (_, open: string, folder: string, args: string, close: string) => {
  return `${open}\n\`\`\`text\n${outputOf(folder, args.split(' ')).trimEnd()}\n\`\`\`\n\n${close}`;
});

if (after !== before && process.argv.includes('--check')) {
  console.error('README.md is out of date; run: node scripts/readme.ts');
  process.exitCode = 1;
} else if (after !== before) {
  writeFileSync(file, after);
}

function outputOf(folder: string, args: string[]): string {
  const timeless = ['audit', 'generate'].includes(args[0] ?? '') ? ['--no-times'] : [];
  return execFileSync(process.execPath, [fromRoot('src/cli.ts'), ...args, ...timeless], {
    cwd: fromRoot(folder),
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
