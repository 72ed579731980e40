import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { marker } from '../../../ci/check-comment.mjs';
import { renderComment } from '../../../reports/markdown/comment.ts';
import { type ApiRequest, apiServer } from '../../helpers/api-server.ts';
import { fromRoot } from '../../helpers/project.ts';
import { runProgram } from '../../helpers/run-program.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const jobPage = 'https://gitlab.example/shop/cart/-/jobs/7';
const written = renderComment(sampleAudit(), { job: `${jobPage}/artifacts/browse` });
const template = parse(readFileSync(fromRoot('ci', 'gitlab.yml'), 'utf8'));
const job = template['realcov-note'] as { script: string[]; variables: Record<string, string> };

const gitlab =
  (notes: object[]) =>
  ({ method, path }: ApiRequest): unknown => {
    if (method !== 'GET') return {};
    if (path === '/user') return { id: 3 };
    return path.includes('/jobs?') ? [{ web_url: jobPage }] : notes;
  };

/** The job as it is in the template, in a shell. */
async function post(
  files: Record<string, string>,
  answer: (request: ApiRequest) => unknown,
  token = 'a-token',
) {
  const { url, requests } = await apiServer(answer);
  const folder = tempProject(files);
  const ran = await runProgram(['sh', '-e', '-c', job.script.join('\n')], {
    cwd: folder,
    env: {
      ...job.variables,
      TMPDIR: tempProject({}),
      CI_PROJECT_DIR: folder,
      CI_API_V4_URL: url,
      CI_PROJECT_ID: '4',
      CI_PIPELINE_ID: '5',
      CI_MERGE_REQUEST_PROJECT_ID: '6',
      CI_MERGE_REQUEST_IID: '12',
      REALCOV_NOTE_TOKEN: token,
    },
  });
  return { ...ran, requests, changes: requests.filter(({ method }) => method !== 'GET') };
}

const left = (text = written) => ({ 'reports/realcov/part/note.md': text });
const notes = '/projects/6/merge_requests/12/notes';

test('the note is posted, by nothing but what is in the template', async () => {
  const hostile = {
    'gitlab-note.mjs': 'throw 1',
    'check-comment.mjs': 'throw 1',
    'package.json': '{ "type": "commonjs" }',
  };
  const { code, output, requests, changes } = await post({ ...left(), ...hostile }, gitlab([]));
  expect({ code, output }).toEqual({ code: 0, output: 'realcov: the note was posted\n' });
  expect(requests[0]?.path).toBe('/projects/4/pipelines/5/jobs?per_page=100');
  expect(changes).toMatchObject([{ method: 'POST', path: notes, body: { body: written } }]);
  expect(changes[0]?.headers).toMatchObject({ 'private-token': 'a-token' });
});

test('the one before is replaced; one that somebody else has marked is not', async () => {
  const before = [
    { id: 1, author: { id: 2 }, body: `${marker}\nforged` },
    { id: 2, author: { id: 3 }, body: `${marker}\nold` },
  ];
  const { output, changes } = await post(left(), gitlab(before));
  expect(output).toBe('realcov: the note was replaced\n');
  expect(changes).toMatchObject([{ method: 'PUT', path: `${notes}/2` }]);
});

test('what an audit did not write is refused', async () => {
  const { code, output, changes } = await post(left(`${marker}\n/merge\n`), gitlab([]));
  expect({ code, output }).toEqual({
    code: 1,
    output: 'realcov: the note was not posted: line 2 begins with a slash\n',
  });
  expect(changes).toEqual([]);
});

test('without a token, as in a fork, and without a note nothing is asked for', async () => {
  expect(await post(left(), gitlab([]), '')).toMatchObject({
    code: 0,
    output: 'realcov: REALCOV_NOTE_TOKEN is not set here, so no note is posted\n',
    requests: [],
  });
  expect(await post({}, gitlab([]))).toMatchObject({
    code: 0,
    output: 'realcov: the audit has left no note\n',
  });
});
