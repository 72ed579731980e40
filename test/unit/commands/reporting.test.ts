import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { ReporterName } from '../../../reports/reporters/index.ts';
import { openStream, printedText, publish } from '../../../src/commands/reporting.ts';
import { surroundingsOf } from '../../../src/commands/surroundings.ts';
import { resolveOptions } from '../../../src/options/resolve.ts';
import { recordedIo } from '../../helpers/io.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';
import { tempProject } from '../../helpers/temp-project.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const how = { colors: false, verbose: false, times: true };
const optionsFor = (reporters: ReporterName[], more = {}) =>
  resolveOptions({ cwd: tempProject({ 'package.json': '{}' }), reporters, ...more });

test('annotations follow the report, in which GitHub reads no command', async () => {
  const audit = sampleAudit();
  audit.functions[1]!.name = '::error::forged';
  const text = await printedText(audit, await optionsFor(['terminal', 'github']), how);
  const [, token] = /^::stop-commands::([\w-]+)\n/.exec(text) ?? [];
  const [report, annotations] = text.split(`\n::${token}::\n`);
  expect(report).toContain('::error::forged');
  expect(annotations).toMatch(/^(::(error|warning|notice) .*\n)+$/);
});

test('with --quiet only the headline is printed, and a program that reads events gets nothing else', async () => {
  const quiet = await printedText(
    sampleAudit(),
    await optionsFor(['terminal', 'github'], { quiet: true }),
    how,
  );
  expect(quiet).toMatch(/^::stop-commands::.*\n(?!::)[\s\S]*\n::[\w-]+::\n$/);
  expect(quiet).not.toMatch(/^::(error|warning|notice) /m);
  for (const more of [{}, { quiet: true }])
    expect(await printedText(sampleAudit(), await optionsFor(['jsonl', 'json'], more), how)).toBe('');
});

test.each<[ReporterName[], object, string]>([
  [['jsonl', 'terminal'], {}, 'terminal would print there too'],
  [['jsonl', 'terminal', 'github'], {}, 'terminal and github would print there too'],
  [['jsonl'], { json: true }, '--json would print there too'],
])('events have stdout for themselves: %j %j', async (reporters, more, message) => {
  const io = recordedIo('.');
  await expect(openStream(await optionsFor(reporters, more), io)).rejects.toThrow(message);
  expect(io.printed.out).toBe('');
});

test('events are streamed if that is asked for', async () => {
  const io = recordedIo('.');
  expect(await openStream(await optionsFor(['terminal', 'json']), io)).toBeUndefined();
  const stream = await openStream(await optionsFor(['jsonl', 'json', 'html']), io);
  stream?.fail({ message: 'no', exitCode: 2 });
  expect(io.printed.out).toMatch(
    /^\{"event":"start",.*\}\n\{"event":"error","message":"no","exitCode":2\}\n$/,
  );
});

test('the summary of a job is added to, and one that cannot be is said in a line', async () => {
  const options = await optionsFor(['github']);
  const file = join(options.root, 'summary.md');
  writeFileSync(file, '');
  vi.stubEnv('GITHUB_STEP_SUMMARY', file);
  const io = recordedIo('.');
  await publish(sampleAudit(), undefined, options, io);
  expect(readFileSync(file, 'utf8')).toContain('# `shop`: real coverage 44%');
  expect(io.printed.err).toBe('');
  vi.stubEnv('GITHUB_STEP_SUMMARY', options.root);
  await publish(sampleAudit(), undefined, options, io);
  expect(io.printed.err).toMatch(/^realcov: the summary of the job was not written: EISDIR.*\n$/);
});

test('where an audit runs is known from the variables of the platform and from the repository', () => {
  const root = tempProject({ 'packages/shop/package.json': '{}' });
  const project = join(root, 'packages', 'shop');
  expect(surroundingsOf(project, {})).toEqual({ folder: '', job: undefined, jobSummary: undefined });
  mkdirSync(join(root, '.git'));
  expect(surroundingsOf(root, {}).folder).toBe('');
  expect(surroundingsOf(project, { CI_JOB_URL: 'https://g.example/-/jobs/1' })).toEqual({
    folder: 'packages/shop',
    job: 'https://g.example/-/jobs/1/artifacts/browse',
    jobSummary: undefined,
  });
  const github = { GITHUB_SERVER_URL: 'https://g.example', GITHUB_REPOSITORY: 'a/b', GITHUB_RUN_ID: '7' };
  expect(surroundingsOf(project, { ...github, GITHUB_STEP_SUMMARY: '/tmp/x' })).toMatchObject({
    job: 'https://g.example/a/b/actions/runs/7',
    jobSummary: '/tmp/x',
  });
});
