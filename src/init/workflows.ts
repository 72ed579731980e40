import { posix } from 'node:path';
import { managerCommands, type PackageManager } from './package-manager.ts';
import type { Look } from './project-facts.ts';

/** What a workflow needs to know of a project. */
export interface Workplace extends Pick<Look, 'nodeVersionFile' | 'pinsManager'> {
  manager: PackageManager;
  lockFile: string | undefined;
  /** Of the project and of the lock file, relative to the top of the repository; empty for the top itself. */
  folder: string;
  installFolder: string;
  /** Of the reports, relative to the project. */
  outDir: string;
  /** Yarn of version 1 installs in another way. */
  isOldYarn: boolean;
}

/** A change fails for what it made worse itself, and for nothing that was there before. */
export const changeGate = '--fail-on new-survivors,lost-kills,pseudo-tested,theater,unpinned-tests';

/** Of the workflow and of the job: two packages of a repository have two. */
export function jobName({ folder }: Pick<Workplace, 'folder'>): string {
  return folder === '' ? 'realcov' : `realcov-${posix.basename(folder)}`;
}

/**
 * A workflow for GitHub Actions that says on each pull request what it made worse.
 * @param action the GitHub Action that does it, `owner/repository@commit`; without it, the installed program
 */
export function githubWorkflow(place: Workplace, action?: string): string {
  const { folder, installFolder } = place;
  const lines = [
    '# Written by realcov init. Audits what a pull request changes, and fails for what it made worse.',
    `name: ${yamlText(jobName(place))}`,
    'on:',
    '  pull_request:',
    ...(folder === '' ? [] : [`    paths: [${yamlText(`${folder}/**`)}]`]),
    'permissions:',
    '  contents: read',
    'concurrency:',
    '  group: ${{ github.workflow }}-${{ github.ref }}',
    '  cancel-in-progress: true',
    'jobs:',
    '  realcov:',
    '    runs-on: ubuntu-latest',
    '    timeout-minutes: 30',
    '    steps:',
    '      - uses: actions/checkout@v4',
    '        with:',
    '          # The whole history, to find where the branch began.',
    '          fetch-depth: 0',
    '          persist-credentials: false',
    ...setUp(place),
    `      - run: ${installCommand(place)}`,
    ...(installFolder === '' ? [] : [`        working-directory: ${yamlText(installFolder)}`]),
    ...(action === undefined ? programStep(place) : actionStep(place, action)),
  ];
  return `${lines.join('\n')}\n`;
}

function programStep({ folder, manager }: Workplace): string[] {
  const here = folder === '' ? [] : [`        working-directory: ${yamlText(folder)}`];
  const { exec } = managerCommands[manager];
  return [`      - run: ${exec} realcov audit --since "origin/$GITHUB_BASE_REF" ${changeGate}`, ...here];
}

function actionStep({ folder }: Workplace, action: string): string[] {
  return [
    `      - uses: ${action}`,
    '        with:',
    ...(folder === '' ? [] : [`          working-directory: ${yamlText(folder)}`]),
    '          args: |',
    ...changeGate.split(' ').map((word) => `            ${word}`),
  ];
}

/** The workflow that may write: it posts what the other one found, and runs nothing of the pull request. */
export function githubCommentWorkflow(place: Workplace, action: string): string {
  const [repository, commit] = action.split('@');
  const run = 'github.event.workflow_run';
  const lines = [
    '# Written by realcov init. Comments on a pull request what its audit found. It may write, so it checks out nothing.',
    `name: ${yamlText(`${jobName(place)} comment`)}`,
    'on:',
    '  workflow_run:',
    `    workflows: [${yamlText(jobName(place))}]`,
    '    types: [completed]',
    'permissions:',
    '  actions: read',
    '  pull-requests: write',
    'concurrency:',
    `  group: \${{ github.workflow }}-\${{ ${run}.head_repository.full_name }}-\${{ ${run}.head_branch }}`,
    'jobs:',
    '  comment:',
    `    if: ${run}.event == 'pull_request'`,
    '    runs-on: ubuntu-latest',
    '    timeout-minutes: 5',
    '    steps:',
    `      - uses: ${repository}/comment@${commit}`,
  ];
  return `${lines.join('\n')}\n`;
}

function setUp({ manager, lockFile, installFolder, nodeVersionFile, pinsManager }: Workplace): string[] {
  const pnpm = [
    '      - uses: pnpm/action-setup@v4',
    ...(pinsManager ? [] : ['        with:', '          version: 10']),
  ];
  // Bun's packages it does not keep.
  const keeps = manager !== 'bun' && lockFile !== undefined;
  const node = [
    '      - uses: actions/setup-node@v4',
    '        with:',
    nodeVersionFile === undefined
      ? '          node-version: 24'
      : `          node-version-file: ${nodeVersionFile}`,
    ...(keeps ? [`          cache: ${manager}`] : []),
    ...(keeps && installFolder !== ''
      ? [`          cache-dependency-path: ${yamlText(`${installFolder}/${lockFile}`)}`]
      : []),
  ];
  return [
    ...(manager === 'pnpm' ? pnpm : []),
    ...node,
    ...(manager === 'bun' ? ['      - uses: oven-sh/setup-bun@v2'] : []),
  ];
}

/** A job for GitLab CI that does the same on each merge request. */
export function gitlabJob(place: Workplace): string {
  const { folder, installFolder, outDir, manager } = place;
  const enter = (path: string) => (path === '' ? '' : `cd "$CI_PROJECT_DIR"/${shellWord(path)} && `);
  const prepare = {
    npm: [],
    pnpm: ['npm install --global pnpm'],
    yarn: [],
    bun: ['npm install --global bun'],
  };
  const inRepository = (path: string) => (folder === '' ? path : `${folder}/${path}`);
  const lines = [
    '# Written by realcov init. Audits what a merge request changes, and fails for what it made worse.',
    `${yamlText(jobName(place))}:`,
    '  image: node:24',
    '  rules:',
    '    - if: $CI_PIPELINE_SOURCE == "merge_request_event"',
    '  variables:',
    '    # The whole history, to find where the branch began.',
    '    GIT_DEPTH: 0',
    '  script:',
    ...prepare[manager].map((command) => `    - ${command}`),
    `    - ${yamlLine(`${enter(installFolder)}${installCommand(place)}`)}`,
    `    - ${yamlLine(`${enter(folder)}${managerCommands[manager].exec} realcov audit --since "$CI_MERGE_REQUEST_DIFF_BASE_SHA" ${changeGate}`)}`,
    '  artifacts:',
    '    when: always',
    '    paths:',
    `      - ${yamlText(inRepository(outDir))}`,
    '    reports:',
    `      codequality: ${yamlText(inRepository(`${outDir}/part/gl-code-quality.json`))}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** GitLab's own file, where there is none yet. */
export function gitlabIncluding(path: string): string {
  return `include:\n  - local: ${yamlText(path)}\n`;
}

function installCommand({ manager, lockFile, isOldYarn }: Workplace): string {
  if (lockFile === undefined) return `${manager} install`;
  if (manager === 'npm') return 'npm ci';
  if (manager === 'yarn' && !isOldYarn) return 'yarn install --immutable';
  return `${manager} install --frozen-lockfile`;
}

/** A command, plain where YAML takes it so. */
function yamlLine(command: string): string {
  return /^\w[\w ./"$&=,'>-]*$/.test(command) ? command : JSON.stringify(command);
}

/** Plain where YAML takes it so, else in quotes. */
function yamlText(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : JSON.stringify(text);
}

/** One argument, whatever it has in it. */
function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
