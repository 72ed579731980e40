import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { marker } from '../../../ci/check-comment.mjs';
import { renderComment } from '../../../reports/markdown/comment.ts';
import { type ApiRequest, apiServer } from '../../helpers/api-server.ts';
import { fromRoot } from '../../helpers/project.ts';
import { runProgram } from '../../helpers/run-program.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const sha = '0d3ece1';
const job = 'https://github.example/shop/cart/actions/runs/7';
const run = {
  event: 'pull_request',
  html_url: job,
  head_branch: 'a&b',
  head_sha: sha,
  head_repository: { owner: { login: 'fork' } },
};
const pulls = [
  { number: 11, head: { sha: 'another' } },
  { number: 12, head: { sha } },
];
const written = renderComment(sampleAudit(), { job });
const bot = { login: 'github-actions[bot]' };

/** What GitHub has: pull requests and comments. */
const github =
  (comments: object[], found: object[] = pulls) =>
  ({ method, path }: ApiRequest): unknown => {
    if (method !== 'GET') return {};
    if (path.startsWith('/repos/shop/cart/pulls?')) return found;
    const page = Number(/page=(\d+)$/.exec(path)?.[1]);
    return comments.slice((page - 1) * 100, page * 100);
  };

async function post(
  folder: string,
  answer: (request: ApiRequest) => unknown,
  { event = { workflow_run: run } as object, env = {} } = {},
) {
  const { url, requests } = await apiServer(answer);
  const eventFile = join(tempProject({ 'event.json': JSON.stringify(event) }), 'event.json');
  const ran = await runProgram([process.execPath, fromRoot('ci', 'github-comment.mjs')], {
    cwd: folder,
    env: {
      GITHUB_API_URL: url,
      GITHUB_REPOSITORY: 'shop/cart',
      GITHUB_EVENT_PATH: eventFile,
      COMMENT_TOKEN: 'a-token',
      COMMENT_FOLDER: folder,
      ...env,
    },
  });
  return { ...ran, requests, changes: requests.filter(({ method }) => method !== 'GET') };
}

const withComment = (text = written) => tempProject({ 'comment.md': text });

test('a comment is posted on the pull request whose last commit was audited', async () => {
  const { code, output, requests, changes } = await post(withComment(), github([]));
  expect({ code, output }).toEqual({ code: 0, output: 'realcov: the comment was posted\n' });
  expect(requests[0]?.path).toBe('/repos/shop/cart/pulls?state=open&per_page=100&head=fork:a&b');
  expect(changes).toMatchObject([
    { method: 'POST', path: '/repos/shop/cart/issues/12/comments', body: { body: written } },
  ]);
  expect(changes[0]?.headers).toMatchObject({ authorization: 'Bearer a-token' });
});

test('the one before is replaced, also on a later page; one that somebody else has marked is not', async () => {
  const others = Array.from({ length: 120 }, (_, id) => ({
    id,
    user: { login: 'a' },
    body: `${marker}\nforged`,
  }));
  const before = { id: 777, user: bot, body: `${marker}\nold` };
  const { output, changes } = await post(
    withComment(),
    github([...others, { id: 5, user: bot, body: 'no' }, before]),
  );
  expect(output).toBe('realcov: the comment was replaced\n');
  expect(changes).toMatchObject([{ method: 'PATCH', path: '/repos/shop/cart/issues/comments/777' }]);
});

test('the same comment is not posted again', async () => {
  const { output, changes } = await post(withComment(), github([{ id: 777, user: bot, body: written }]));
  expect(output).toBe('realcov: the comment is there already\n');
  expect(changes).toEqual([]);
});

test.each([
  ['a run of something else', { event: { workflow_run: { ...run, event: 'push' } } }, pulls],
  ['another event', { event: {} }, pulls],
  ['a pull request that went on', {}, pulls.slice(0, 1)],
  ['a fork that is gone', { event: { workflow_run: { ...run, head_repository: null } } }, pulls],
])('nothing is posted for %s', async (_, more, found) => {
  const { code, changes } = await post(withComment(), github([], found), more);
  expect(code).toBe(0);
  expect(changes).toEqual([]);
});

test('nothing is posted where the audit has left nothing', async () => {
  const { code, output, requests } = await post(tempProject({}), github([]));
  expect({ code, output, requests }).toEqual({
    code: 0,
    output: 'realcov: the audit has left no comment\n',
    requests: [],
  });
});

test.each<[string, (folder: string) => void, string]>([
  [
    'a text with other markup',
    (folder) => writeFileSync(join(folder, 'comment.md'), `${marker}\n<img src=x>`),
    'line 2 has a tag or a quotation',
  ],
  [
    'a link to elsewhere',
    (folder) => writeFileSync(join(folder, 'comment.md'), `${marker}\n[a](${job}8)`),
    'line 2 has a link to another place',
  ],
  [
    'a text without the marker',
    (folder) => writeFileSync(join(folder, 'comment.md'), 'hello'),
    'its first line is not the marker',
  ],
  [
    'bytes',
    (folder) => writeFileSync(join(folder, 'comment.md'), Buffer.from([0xff, 0xfe])),
    'it is no UTF-8',
  ],
  [
    'a mark of the order of bytes',
    (folder) => writeFileSync(join(folder, 'comment.md'), `\ufeff${written}`),
    'its first line is not the marker',
  ],
  [
    'too much',
    (folder) => writeFileSync(join(folder, 'comment.md'), 'x'.repeat(300_000)),
    'it has more than 262144 bytes',
  ],
  ['a link to a file', (folder) => symlinkSync('/etc/passwd', join(folder, 'comment.md')), 'it is no file'],
  ['a folder', (folder) => mkdirSync(join(folder, 'comment.md')), 'it is no file'],
])('refused, with nothing of it in the log: %s', async (_, make, why) => {
  const folder = tempProject({});
  make(folder);
  const { code, output, requests } = await post(folder, github([]));
  expect({ code, output, requests }).toEqual({
    code: 1,
    output: `::error title=realcov::the comment was not posted: ${why}\n`,
    requests: [],
  });
});

test('a published page may be linked to if the workflow names it', async () => {
  const text = renderComment(sampleAudit(), { page: 'https://pages.example/(1)' });
  expect((await post(withComment(text), github([]))).code).toBe(1);
  const env = { REPORT_URL: 'https://PAGES.example/(1)#/functions' };
  expect((await post(withComment(text), github([]), { env })).output).toBe(
    'realcov: the comment was posted\n',
  );
});

test('where the token may not write, the job says what it needs', async () => {
  const { code, output } = await post(withComment(), (request) =>
    request.method === 'GET' ? github([])(request) : undefined,
  );
  expect(code).toBe(1);
  expect(output).toContain('GitHub answers 404; the job needs the permission pull-requests: write');
});
