import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { complaintAbout } from '../../ci/check-comment.mjs';
import { readAudit, runRealcov } from '../helpers/project.ts';
import { linkPackage, tempProject } from '../helpers/temp-project.ts';

const source =
  'export function twice(n) {\n  return n + n;\n}\n\nexport function log(n) {\n  return [n];\n}\n';
const suite = [
  "import { expect, test } from 'vitest';",
  "import { log, twice } from './cart.js';",
  "test('::error::doubles', () => { expect(twice(3)).toBe(6); log(1); });",
  '',
].join('\n');

function shop(files: Record<string, string>): string {
  const root = tempProject({
    'package.json': '{ "name": "shop", "type": "module" }',
    'src/cart.js': source,
    ...files,
  });
  for (const name of ['vitest', 'vite']) linkPackage(root, name);
  return root;
}

const eventsIn = (stdout: string): Record<string, unknown>[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

test('a program that watches gets a line for each event, and in the end what the audit says', async () => {
  const root = shop({ 'src/cart.test.js': suite });
  const { code, stdout } = await runRealcov(root, ['audit', '--reporters', 'jsonl,json']);
  expect(code).toBe(0);
  const events = eventsIn(stdout);
  expect(events[0]).toMatchObject({ event: 'start' });
  expect(events.at(-1)).toMatchObject({ event: 'end', exitCode: 0, summary: { complete: true } });
  const verdicts = events.filter(({ event }) => event === 'verdict');
  const last = Object.fromEntries(verdicts.map(({ id, status }) => [id, status]));
  const { mutants } = readAudit(root);
  expect(last).toEqual(Object.fromEntries(mutants.map(({ id, status }) => [id, status])));
  // Some came before the audit was over: with it come findings.
  const phases = events.map(({ event, phase }) => `${event} ${phase}`);
  expect(phases.indexOf('verdict undefined')).toBeLessThan(phases.indexOf('phase judge'));
});

test('and one line of error from an audit that comes to nothing', async () => {
  const { code, stdout, stderr } = await runRealcov(shop({}), ['audit', '--reporters', 'jsonl']);
  expect(code).toBe(2);
  expect(eventsIn(stdout).at(-1)).toMatchObject({ event: 'error', exitCode: 2, message: expect.any(String) });
  expect(stderr).toMatch(/^realcov: /m);
});

test('in a job of GitHub Actions the annotations, the summary and the comment are there, unless reporters are named', async () => {
  const root = shop({ 'src/cart.test.js': suite, 'step.md': '' });
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_REPOSITORY: 'shop/cart',
    GITHUB_RUN_ID: '7',
    GITHUB_STEP_SUMMARY: join(root, 'step.md'),
  };
  const { code, stdout } = await runRealcov(root, ['audit'], { env });
  expect(code).toBe(0);
  const [, token] = /^::stop-commands::(.*)\n/.exec(stdout) ?? [];
  const [report, annotations] = stdout.split(`\n::${token}::\n`);
  expect(report).toContain('real coverage');
  expect(annotations).toMatch(
    /^::error title=No test notices this break,file=src\/cart\.js,line=5::log: deleted body: /m,
  );
  const job = 'https://github.example/shop/cart/actions/runs/7';
  expect(readFileSync(join(root, 'step.md'), 'utf8')).toContain(`[The whole report](${job})`);
  const comment = readFileSync(join(root, 'reports', 'realcov', 'comment.md'), 'utf8');
  expect(complaintAbout(comment, [job])).toBeUndefined();

  const named = await runRealcov(root, ['audit', '--reporters', 'sarif,junit', '--out-dir', 'out'], { env });
  expect({ code: named.code, stdout: named.stdout }).toEqual({ code: 0, stdout: '' });
  expect(readdirSync(join(root, 'out')).sort()).toEqual(['junit.xml', 'realcov.sarif']);
});
