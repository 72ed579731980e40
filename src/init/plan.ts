import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownFileNames } from '../config/find.ts';
import { readManifest } from '../discover/manifest.ts';
import { exitCodes, UserError } from '../errors.ts';
import { relativeTo } from '../system/paths.ts';
import { readPlainFile } from '../system/plain-file.ts';
import { ignoreStep } from './ignore.ts';
import { managerCommands } from './package-manager.ts';
import type { Look } from './project-facts.ts';
import { withScript } from './script.ts';
import {
  changeGate,
  githubCommentWorkflow,
  githubWorkflow,
  gitlabIncluding,
  gitlabJob,
  jobName,
  type Workplace,
} from './workflows.ts';

/** One thing that setting up does. */
export interface Step {
  does: 'create' | 'change' | 'keep';
  /** Relative to the project, with `/`. */
  file: string;
  /** What is new in it, or why it stays as it is. */
  what: string;
  /** The whole file as it is to be; absent for one that stays as it is. */
  text?: string;
}

export interface Plan {
  steps: Step[];
  /** What is left for people to do, each a line. */
  next: string[];
}

export interface PlanRequest {
  look: Look;
  /** Of the reports, relative to the project; undefined outside of it. */
  outDir: string | undefined;
  /** Whether a configuration file is wanted although none is needed. */
  writesConfig: boolean;
  /** The GitHub Action to use, `owner/repository@commit`; undefined for the program alone. */
  action?: string | undefined;
}

/**
 * What setting realcov up in a project takes. Nothing is written yet; what is there already is kept.
 * @throws UserError if an action of GitHub is to be used elsewhere
 */
export async function planFor({ look, outDir, writesConfig, action }: PlanRequest): Promise<Plan> {
  if (action !== undefined && look.ci !== 'github')
    throw new UserError(exitCodes.usage, '--action is for GitHub', 'add --ci github, or leave --action out');
  const place = workplaceOf(look, outDir ?? 'reports/realcov');
  const steps = [
    scriptStep(look),
    ...(await ignoreStep(look.root, outDir, look.repository !== undefined)),
    ...configSteps(look, writesConfig),
    ...ciSteps(look, place, action),
  ];
  return { steps, next: nextOf(look, place, action) };
}

/** The whole project, and what a change made worse as CI sees it. */
const scripts = { realcov: 'realcov audit', 'realcov:change': `realcov audit --since ${changeGate}` };

function scriptStep({ root }: Look): Step {
  const file = 'package.json';
  const text = readPlainFile(join(root, file));
  const { scripts: before = {} } = readManifest(root);
  const added = Object.entries(scripts).filter(([name]) => !(name in before));
  if (added.length === 0) return { does: 'keep', file, what: 'it has the scripts' };
  return {
    does: 'change',
    file,
    what: `script ${added.map(([name]) => name).join(', script ')}`,
    text: added.reduce((so, [name, command]) => withScript(so, name, command), text),
  };
}

function configSteps({ config, isModule, hasTypeScript }: Look, isWanted: boolean): Step[] {
  const { own } = config;
  if (own !== undefined) return [{ does: 'keep', file: own, what: 'it is the configuration' }];
  if (!isWanted) return [];
  const readsTypeScript = hasTypeScript && Boolean(process.features.typescript);
  // Where package.json does not say that files are modules, the name of the file does.
  const extension = readsTypeScript ? (isModule ? 'ts' : 'mts') : 'mjs';
  const file = ownFileNames.find((name) => name.endsWith(`.${extension}`))!;
  return [{ does: 'create', file, what: 'a configuration without any option yet', text: configText }];
}

const configText = `import { defineConfig } from 'realcov';

// A key is a long option of \`realcov audit --help\`: minRealCoverage for --min-real-coverage.
export default defineConfig({});
`;

function ciSteps(look: Look, place: Workplace, action: string | undefined): Step[] {
  if (look.ci === 'none') return [];
  if (look.ci === 'gitlab') return gitlabSteps(look, place);
  const other = place.folder === '' ? otherWorkflow(topOf(look)) : undefined;
  if (other !== undefined)
    return [{ does: 'keep', file: relativeTo(look.root, join(topOf(look), other)), what: 'it runs realcov' }];
  const path = `.github/workflows/${jobName(place)}`;
  const audit = auditWorkflow(look, `${path}.yml`, place, action);
  if (action === undefined || !audit.usesAction) return [audit.step];
  const comment = githubCommentWorkflow(place, action);
  return [audit.step, ciStep(look, `${path}-comment.yml`, 'comments what it found', comment)];
}

/** One that was written without the action, and is still as it was, gets it. */
function auditWorkflow(
  look: Look,
  path: string,
  place: Workplace,
  action: string | undefined,
): { step: Step; usesAction: boolean } {
  const step = ciStep(look, path, 'audits what a pull request changes', githubWorkflow(place, action));
  if (action === undefined || step.does === 'create') return { step, usesAction: action !== undefined };
  const text = readPlainFile(join(topOf(look), path));
  if (text === githubWorkflow(place)) {
    const { file } = step;
    const changed: Step = {
      does: 'change',
      file,
      what: 'uses the action',
      text: githubWorkflow(place, action),
    };
    return { step: changed, usesAction: true };
  }
  if (text.includes(`uses: ${action.split('@')[0]}@`)) return { step, usesAction: true };
  return { step: { ...step, what: 'it does not use the action; remove it first' }, usesAction: false };
}

/** GitLab reads no file but its own: what that includes is in another. */
function gitlabSteps(look: Look, place: Workplace): Step[] {
  const path = `.gitlab/${jobName(place)}.yml`;
  const job = ciStep(look, path, 'audits what a merge request changes', gitlabJob(place));
  if (existsSync(join(topOf(look), gitlabMain))) return [job];
  return [job, ciStep(look, gitlabMain, `includes ${path}`, gitlabIncluding(path))];
}

const gitlabMain = '.gitlab-ci.yml';

/** What people are to put into GitLab's own file, where there is one without it. */
function gitlabInclude(look: Look, place: Workplace): string[] {
  const path = `.gitlab/${jobName(place)}.yml`;
  const main = join(topOf(look), gitlabMain);
  const isMissing = existsSync(main) && !readPlainFile(main).includes(path);
  return isMissing ? [`in ${gitlabMain}: include: [{ local: ${path} }]`] : [];
}

/** A workflow that somebody wrote and that runs realcov. */
function otherWorkflow(top: string): string | undefined {
  const folder = '.github/workflows';
  const files = existsSync(join(top, folder)) ? readdirSync(join(top, folder)) : [];
  return files
    .filter((name) => /\.ya?ml$/.test(name) && !/^realcov(-comment)?\.yml$/.test(name))
    .map((name) => `${folder}/${name}`)
    .find((path) => /\brealcov\b/.test(readPlainFile(join(top, path))));
}

function ciStep(look: Look, path: string, what: string, text: string): Step {
  const absolute = join(topOf(look), path);
  const file = relativeTo(look.root, absolute);
  return existsSync(absolute)
    ? { does: 'keep', file, what: 'it is there' }
    : { does: 'create', file, what, text };
}

function topOf({ repository, root }: Look): string {
  return repository ?? root;
}

function workplaceOf(look: Look, outDir: string): Workplace {
  const { packages, nodeVersionFile, pinsManager } = look;
  const { manager, folder, lockFile } = packages;
  return {
    nodeVersionFile,
    pinsManager,
    manager,
    lockFile,
    folder: relativeTo(topOf(look), look.root),
    installFolder: relativeTo(topOf(look), folder),
    outDir,
    isOldYarn: lockFile === 'yarn.lock' && /^# yarn lockfile v1$/m.test(headOf(join(folder, lockFile))),
  };
}

function headOf(file: string): string {
  return readFileSync(file, 'utf8').slice(0, 500);
}

function nextOf(look: Look, place: Workplace, action: string | undefined): string[] {
  const { ci, otherCi, packages, dependsOnRealcov } = look;
  const { add, run } = managerCommands[packages.manager];
  return [
    ...(dependsOnRealcov ? [] : [`${add} realcov`]),
    `${run} realcov`,
    `${run} realcov:change  # before a merge`,
    ...(ci === 'gitlab' ? gitlabInclude(look, place) : []),
    ...(ci === 'github' && action === undefined
      ? ['realcov init --action <owner/repository@commit>  # comments on pull requests too']
      : []),
    ...(otherCi === undefined
      ? []
      : [`in ${otherCi}, on each pull request: npx realcov audit --since <base branch> ${changeGate}`]),
  ];
}
