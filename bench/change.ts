import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Audit } from '../src/model/audit.ts';
import { copyProject } from '../src/reproduce/project-copy.ts';
import { type Cost, measure } from './measure.ts';
import { cli } from './realcov.ts';
import { packageFolder } from './repository.ts';

export interface ChangeCost {
  vitest: string;
  patch: string;
  /** Files that the patch changes. */
  files: string[];
  /** The first audit of the copy, which nothing has been read of; then the others. */
  cold: Cost;
  warm: Cost[];
  /** `vitest related --run` on the changed files, in turn with the audits. */
  related: Cost[];
  /** What the last audit compared, and what it found. */
  base: string;
  gate: string;
  breaks: number;
  tests: number;
}

/**
 * Audits a change of a copy of a project, given as a patch, and runs the related tests with plain Vitest, in turn.
 * @throws Error if the patch does not apply, or an audit gives no result
 */
export async function changeCost(
  { project, patch, times }: { project: string; patch: string; times: number },
  say: (line: string) => void,
): Promise<ChangeCost> {
  const copy = copyProject(project);
  try {
    const git = gitIn(copy.top);
    git('init', '--quiet', '--initial-branch=main');
    // What is installed, and what a tool leaves, belongs to no commit.
    appendFileSync(join(copy.top, '.git', 'info', 'exclude'), 'node_modules\nreports/realcov\n.realcov\n');
    git('add', '--all');
    git('commit', '--quiet', '--message=before');
    git('apply', resolve(patch));
    const files = git('diff', '--name-only', 'HEAD').trim().split('\n');
    const sources = files.map((file) => join(copy.top, file));
    const vitest = [join(packageFolder('vitest', copy.root), 'vitest.mjs'), 'related', '--run', ...sources];
    say('the first audit');
    const cold = await auditOnce(copy.root);
    const warm: Cost[] = [];
    const related: Cost[] = [];
    for (let time = 1; time <= times; time++) {
      say(`audit and related tests, ${time} of ${times}`);
      warm.push((await auditOnce(copy.root)).cost);
      related.push((await measure(vitest, { cwd: copy.root })).cost);
    }
    const { change, gate, mutants, tests, project: audited } = cold.audit;
    return {
      vitest: audited.runner?.version ?? '',
      patch,
      files,
      cold: cold.cost,
      warm,
      related,
      base: change?.base.compared ?? 'not-needed',
      gate: [gate.status, ...gate.reasons].join('; '),
      breaks: mutants.length,
      tests: tests.length,
    };
  } finally {
    copy.remove();
  }
}

function gitIn(folder: string): (...args: string[]) => string {
  const who = ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost', '-c', 'commit.gpgsign=false'];
  return (...args) => execFileSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8' });
}

async function auditOnce(root: string): Promise<{ cost: Cost; audit: Audit }> {
  const args = ['audit', '--since', 'HEAD', '--no-resume', '--leave-out-red', '--quiet'];
  const { cost, code, output } = await measure([cli, ...args], { cwd: root });
  const file = join(root, 'reports', 'realcov', 'part', 'audit.json');
  try {
    return { cost, audit: JSON.parse(readFileSync(file, 'utf8')) as Audit };
  } catch {
    throw new Error(`realcov ends with ${code}:\n${output}`);
  }
}
