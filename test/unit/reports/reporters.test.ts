import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import {
  type ReporterName,
  reporterNames,
  reporters,
  reportersHere,
  usualReporters,
} from '../../../reports/reporters/index.ts';
import type { Reporter } from '../../../reports/reporters/reporter.ts';
import { reportersOf, writeReports, writesFiles } from '../../../src/commands/out-files.ts';
import { optionTable } from '../../../src/options/table.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const table: Record<ReporterName, Reporter> = reporters;

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each(reporterNames)('%s is in the help, and writes the files that it names', async (name) => {
  const { help, schema } = optionTable.reporters;
  expect(help).toContain(`${name} ${table[name].does}`);
  expect(schema.safeParse([name]).success).toBe(true);

  const root = tempProject({ 'package.json': '{}' });
  const outDir = `${root}/reports`;
  await writeReports(sampleAudit(), { root, outDir, reporters: [name], reportUrl: undefined }, root);
  const written = existsSync(outDir) ? readdirSync(outDir) : [];
  expect(table[name].files).toEqual(expect.arrayContaining(written));
  expect(written).toEqual(expect.arrayContaining(table[name].files.slice(0, 1)));
  expect(writesFiles([name])).toBe(written.length > 0);
  expect(reportersOf(outDir)).toEqual(written.length > 0 ? [...new Set(['json', name])] : ['json']);
});

test('where none are named there are four, and that of the platform', () => {
  expect(optionTable.reporters.default).toEqual(['terminal', 'json', 'markdown', 'html']);
  expect(reportersHere({ GITHUB_ACTIONS: 'true' })).toEqual([...usualReporters, 'github']);
  expect(reportersHere({ GITLAB_CI: 'true' })).toEqual([...usualReporters, 'gitlab']);
  expect(reportersHere({ GITHUB_ACTIONS: 'false', GITLAB_CI: '' })).toEqual(usualReporters);
});

test.each([
  [
    'github',
    'comment.md',
    { GITHUB_SERVER_URL: 'https://g.example', GITHUB_REPOSITORY: 'a/b', GITHUB_RUN_ID: '7' },
  ],
  ['gitlab', 'note.md', { CI_JOB_URL: 'https://g.example/a/b/-/jobs/7' }],
] as const)(
  '%s: the comment leads to the job, and to the page if that has an address',
  async (name, file, env) => {
    for (const [key, value] of Object.entries(env)) vi.stubEnv(key, value);
    const root = tempProject({ 'package.json': '{}' });
    const write = async (reportUrl: string | undefined) => {
      await writeReports(sampleAudit(), { root, outDir: root, reporters: [name], reportUrl }, root);
      return readFileSync(join(root, file), 'utf8');
    };
    const plain = await write(undefined);
    expect(plain.match(/\]\([^)]*\)/g)).toEqual([
      name === 'github'
        ? '](https://g.example/a/b/actions/runs/7)'
        : '](https://g.example/a/b/-/jobs/7/artifacts/browse)',
    ]);
    expect(plain).toContain('- **pseudo-tested** `Cart.total` `src/cart.ts:15`');
    expect(await write('https://pages.example/')).toContain(
      '[`Cart.total`](https://pages.example/#/function/f-total)',
    );
  },
);
