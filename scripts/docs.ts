/** Writes the generated docs, or with `--check` fails if one is out of date: `node scripts/docs.ts [--check]`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { optionsPage } from '../src/options/docs.ts';
import { gitlabTemplate } from './gitlab-template.ts';
import { fromRoot } from './run.ts';

const pages = { 'docs/options.md': optionsPage(), 'ci/gitlab.yml': gitlabTemplate() };

for (const [path, text] of Object.entries(pages)) {
  const file = fromRoot(path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`${path} is out of date; run: node scripts/docs.ts`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
  }
}
