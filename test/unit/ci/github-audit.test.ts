import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { environmentFor } from '../../../ci/environment.mjs';
import { baseOf } from '../../../ci/github-base.mjs';
import { fromRoot } from '../../helpers/project.ts';
import { runProgram } from '../../helpers/run-program.ts';
import { commitAll, git, tempProject } from '../../helpers/temp-project.ts';

const event = {
  name: 'pull_request',
  since: '',
  baseRef: 'main',
  payload: { pull_request: { base: { sha: 'abc' } } },
};

test.each([
  ['the target branch of a pull request', event, ['origin/main', 'abc'], 'origin/main'],
  ['the commit of its base, where the branch is not fetched', event, ['abc'], 'abc'],
  [
    'the base of a merge queue',
    { ...event, name: 'merge_group', payload: { merge_group: { base_sha: 'def' } } },
    ['def'],
    'def',
  ],
  ['nothing, for a push', { ...event, name: 'push', baseRef: '', payload: {} }, ['origin/main'], undefined],
  ['what is asked for', { ...event, since: 'v1' }, ['v1', 'origin/main'], 'v1'],
  ['nothing, if that is asked for', { ...event, since: 'none' }, ['origin/main'], undefined],
])('an audit compares with %s', (_, of, there, since) => {
  expect(baseOf(of, (commit) => there.includes(commit))).toEqual({ since });
});

test.each([
  [
    'a clone without it',
    event,
    'this clone lacks origin/main, or what it has in common with HEAD: set fetch-depth: 0 for actions/checkout',
  ],
  ['a ref that is asked for and not there', { ...event, since: 'v1' }, 'this clone lacks v1,'],
  [
    'an event with secrets',
    { ...event, name: 'pull_request_target' },
    'must not run on pull_request_target: use pull_request',
  ],
  [
    'an event that others start',
    { ...event, name: 'workflow_run', since: 'none' },
    'must not run on workflow_run',
  ],
])('an audit refuses %s', (_, of, refused) => {
  const base = baseOf(of, () => false);
  expect('refused' in base && base.refused).toContain(refused);
});

test('the code of a change gets no secret, and nothing that steers later steps', () => {
  const kept = {
    PATH: '/bin',
    HOME: '/root',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_SHA: 'a',
    GITHUB_STEP_SUMMARY: 's',
    GIT_AUTHOR_NAME: 'me',
    TEST_TOKEN: 'fake',
  };
  const left = {
    GITHUB_TOKEN: 'x',
    GH_TOKEN: 'x',
    NODE_AUTH_TOKEN: 'x',
    'npm_config_//registry.example/:_authToken': 'x',
    SSH_AUTH_SOCK: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_ACCESS_KEY_ID: 'x',
    DB_PASSWORD: 'x',
    OPENAI_API_KEY: 'x',
    ACTIONS_RUNTIME_URL: 'x',
    ACTIONS_ID_TOKEN_REQUEST_URL: 'x',
    INPUT_ANYTHING: 'x',
    GITHUB_ENV: 'x',
    GITHUB_PATH: 'x',
    GITHUB_OUTPUT: 'x',
    GITHUB_STATE: 'x',
  };
  expect(environmentFor({ ...kept, ...left, REALCOV_PASS_ENV: 'TEST_TOKEN OTHER' })).toEqual(kept);
});

/** Stands for realcov: keeps how it was called, and leaves a report as it would. */
const program = `#!/usr/bin/env node
const { mkdirSync, writeFileSync } = require('node:fs');
const out = process.argv.find((each) => each.startsWith('--out-dir=')).slice('--out-dir='.length);
const folder = out + (process.argv.some((each) => each.startsWith('--since=')) ? '/part' : '');
mkdirSync(folder, { recursive: true });
writeFileSync(folder + '/audit.json', '{}');
writeFileSync(folder + '/comment.md', 'comment');
writeFileSync(out + '/called.json', JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), env: process.env }));
process.exitCode = Number(process.env.EXIT ?? 0);
`;

/** A project in a repository, with realcov installed. */
function repository(): string {
  const root = tempProject({ 'packages/shop/package.json': '{}', 'node_modules/.bin/realcov': program });
  chmodSync(join(root, 'node_modules/.bin/realcov'), 0o755);
  writeFileSync(join(root, '.gitignore'), 'node_modules\n');
  commitAll(root);
  git(root, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
  return root;
}

async function audit(cwd: string, env: Record<string, string> = {}) {
  const temp = tempProject({ 'event.json': '{}', output: '' });
  const ran = await runProgram([process.execPath, fromRoot('ci', 'github-audit.mjs')], {
    cwd,
    env: {
      RUNNER_TEMP: temp,
      GITHUB_OUTPUT: join(temp, 'output'),
      GITHUB_EVENT_PATH: join(temp, 'event.json'),
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_BASE_REF: 'main',
      ...env,
    },
  });
  const called = join(temp, 'realcov', 'called.json');
  return {
    ...ran,
    out: join(temp, 'realcov'),
    outputs: readFileSync(join(temp, 'output'), 'utf8'),
    called: existsSync(called) ? JSON.parse(readFileSync(called, 'utf8')) : undefined,
  };
}

test('an audit of a pull request: what is installed, the folder, the arguments line by line, without secrets', async () => {
  const root = repository();
  const { code, output, outputs, called, out } = await audit(root, {
    REALCOV_DIRECTORY: 'packages/shop',
    REALCOV_ARGS: '--fail-on\n  theater \n\n--tests\ntest/a b.test.ts\n',
    SHOP_SECRET: 'x',
  });
  expect({ code, output }).toEqual({ code: 0, output: '' });
  expect(called).toMatchObject({
    cwd: join(root, 'packages', 'shop'),
    args: [
      'audit',
      `--out-dir=${out}`,
      '--since=origin/main',
      '--fail-on',
      'theater',
      '--tests',
      'test/a b.test.ts',
    ],
  });
  expect(called.env).not.toHaveProperty('SHOP_SECRET');
  expect(called.env).not.toHaveProperty('GITHUB_OUTPUT');
  expect(outputs).toBe(`report=${out}/part\ncomment=${out}/part/comment.md\nexit-code=0\n`);
});

test('a failed gate fails the step, and the report is handed on all the same', async () => {
  const { code, outputs, out } = await audit(repository(), { EXIT: '1', REALCOV_SINCE: 'none' });
  expect(code).toBe(1);
  expect(outputs).toBe(`report=${out}\ncomment=${out}/comment.md\nexit-code=1\n`);
});

test('a shallow clone, a token that is within reach and a project without realcov are a line each', async () => {
  const root = repository();
  git(root, 'checkout', '--quiet', '-b', 'change');
  const shallow = join(tempProject({}), 'shallow');
  git(root, 'clone', '--quiet', '--depth=1', `file://${root}`, shallow);
  expect(await audit(shallow)).toMatchObject({
    code: 2,
    output: expect.stringMatching(
      /^::error title=realcov::this clone lacks origin\/main, .*: set fetch-depth: 0 for actions\/checkout\n$/,
    ),
    called: undefined,
  });
  expect((await audit(shallow, { REALCOV_SINCE: 'none' })).output).toMatch(
    /^::error title=realcov::realcov is not installed here: .*\n$/,
  );
  git(root, 'config', 'http.https://github.example/.extraheader', 'AUTHORIZATION: basic x');
  expect(await audit(root)).toMatchObject({
    code: 2,
    output: expect.stringContaining('set persist-credentials: false for actions/checkout'),
    called: undefined,
  });
});

test('a report of an earlier step is not taken for that of this audit', async () => {
  const root = repository();
  writeFileSync(join(root, 'node_modules/.bin/realcov'), '#!/bin/sh\nexit 3\n');
  const temp = tempProject({ output: '' });
  mkdirSync(join(temp, 'realcov'));
  writeFileSync(join(temp, 'realcov', 'audit.json'), '{}');
  const { code } = await audit(root, { RUNNER_TEMP: temp, GITHUB_OUTPUT: join(temp, 'output') });
  expect(code).toBe(3);
  expect(readFileSync(join(temp, 'output'), 'utf8')).toBe('report=\ncomment=\nexit-code=3\n');
});
