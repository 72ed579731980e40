/** Runs the audit of a job of GitHub Actions: finds what to compare with, and keeps secrets from the code under test. */
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { environmentFor } from './environment.mjs';
import { baseOf } from './github-base.mjs';

const { env } = process;
const cwd = resolve(env.REALCOV_DIRECTORY || '.');
const outDir = join(env.RUNNER_TEMP ?? '', 'realcov');

const base = baseOf(
  {
    name: env.GITHUB_EVENT_NAME ?? '',
    since: env.REALCOV_SINCE ?? '',
    baseRef: env.GITHUB_BASE_REF ?? '',
    payload: existsSync(env.GITHUB_EVENT_PATH ?? '')
      ? JSON.parse(readFileSync(env.GITHUB_EVENT_PATH ?? '', 'utf8'))
      : {},
  },
  (commit) => git('merge-base', '--', commit, 'HEAD'),
);
const program = existsSync(cwd) ? installed(cwd) : undefined;
if ('refused' in base) fail(base.refused);
else if (git('config', '--get-regexp', '^http\\..*\\.extraheader$'))
  fail(
    'the code of the change could read the token of this job: set persist-credentials: false for actions/checkout',
  );
else if (program === undefined)
  fail('realcov is not installed here: npm install --save-dev realcov, and npm ci before this step');
else process.exitCode = await audit(program, base.since);

/** @param {string} program @param {string | undefined} since @returns {Promise<number>} */
async function audit(program, since) {
  // What an earlier step has left there is not of this audit.
  rmSync(outDir, { recursive: true, force: true });
  const args = [
    'audit',
    `--out-dir=${outDir}`,
    ...(since === undefined ? [] : [`--since=${since}`]),
    ...lines(env.REALCOV_ARGS),
  ];
  const child = spawn(program, args, {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: environmentFor(env),
  });
  // So that a cancelled job still has what was found until then.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => child.kill(signal));
  const code = await new Promise((done) => {
    child.on('error', () => done(126));
    child.on('close', (code) => done(code ?? 130));
  });
  const folder = [join(outDir, 'part'), outDir].find((path) => existsSync(join(path, 'audit.json'))) ?? '';
  const comment = join(folder, 'comment.md');
  const outputs = {
    report: folder,
    comment: folder !== '' && existsSync(comment) ? comment : '',
    'exit-code': code,
  };
  for (const [name, value] of Object.entries(outputs))
    appendFileSync(env.GITHUB_OUTPUT ?? '', `${name}=${value}\n`);
  return code;
}

/** As the project has installed it, or the workspace around it. @param {string} folder @returns {string | undefined} */
function installed(folder) {
  const program = join(folder, 'node_modules', '.bin', 'realcov');
  if (existsSync(program)) return program;
  return dirname(folder) === folder ? undefined : installed(dirname(folder));
}

/** One argument a line. */
function lines(text = '') {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** @param {string[]} args */
function git(...args) {
  return spawnSync('git', args, { cwd, stdio: 'ignore' }).status === 0;
}

/** @param {string} message */
function fail(message) {
  console.log(`::error title=realcov::${message}`);
  process.exitCode = 2;
}
