import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Audit } from '../src/model/audit.ts';
import { copyProject } from '../src/reproduce/project-copy.ts';
import { type Cost, measure } from './measure.ts';
import { cli } from './realcov.ts';
import { packageFolder } from './repository.ts';

export interface CacheCost {
  vitest: string;
  breaks: number;
  tests: number;
  /** With nothing kept, once. */
  first: Cost;
  /** With nothing changed since; then with the patch applied, each from the cache of the first. */
  unchanged: Cost[];
  changed: Cost[];
  /** The whole suite with plain Vitest, and the tests related to what the patch changes. */
  whole: Cost[];
  related: Cost[];
  /** How many results the two audits have run. */
  reused: { unchanged: string; changed: string };
  /** Whether the audit after the patch is the same as one of everything. */
  isSame: boolean;
}

/**
 * Audits a copy of a project with a cache: at first, with nothing changed, and after a patch; and runs plain Vitest, in turn.
 * @throws Error if the patch does not apply, or an audit gives no result
 */
export async function cacheCost(
  { project, paths, patch, times }: { project: string; paths: string[]; patch: string; times: number },
  say: (line: string) => void,
): Promise<CacheCost> {
  const copy = copyProject(project);
  const folder = mkdtempSync(join(tmpdir(), 'realcov-bench-cache-'));
  const git = (...args: string[]) => execFileSync('git', args, { cwd: copy.top, encoding: 'utf8' });
  const apply = (...flags: string[]) => git('apply', ...flags, resolve(patch));
  const filled = join(folder, 'filled');
  const auditWith = async (cache: string[]) => auditOnce(copy.root, [...paths, ...cache]);
  /** From the cache of the first audit, every time. */
  const auditAgain = async () => {
    const used = join(folder, 'used');
    rmSync(used, { recursive: true, force: true });
    cpSync(filled, used, { recursive: true });
    return auditWith(['--cache', '--cache-dir', used]);
  };
  const vitest = (...args: string[]) =>
    measure([join(packageFolder('vitest', copy.root), 'vitest.mjs'), ...args], { cwd: copy.root });
  try {
    say('the first audit');
    const first = await auditWith(['--cache', '--cache-dir', filled]);
    const files = git('apply', '--numstat', resolve(patch)).trim().split('\n');
    const sources = files.map((line) => join(copy.top, line.split('\t')[2] ?? ''));
    const costs = {
      unchanged: [] as Cost[],
      changed: [] as Cost[],
      whole: [] as Cost[],
      related: [] as Cost[],
    };
    const reused = { unchanged: '', changed: '' };
    let isSame = true;
    for (let time = 1; time <= times; time++) {
      say(`audits from the cache and plain Vitest, ${time} of ${times}`);
      const unchanged = await auditAgain();
      costs.unchanged.push(unchanged.cost);
      costs.whole.push((await vitest('run')).cost);
      apply();
      const changed = await auditAgain();
      costs.changed.push(changed.cost);
      costs.related.push((await vitest('related', '--run', ...sources)).cost);
      if (time === 1) isSame = verdictsOf(changed.audit) === verdictsOf((await auditWith([])).audit);
      apply('--reverse');
      Object.assign(reused, { unchanged: cachedIn(unchanged.audit), changed: cachedIn(changed.audit) });
    }
    const { mutants, tests, project: audited } = first.audit;
    return {
      vitest: audited.runner?.version ?? '',
      breaks: mutants.length,
      tests: tests.length,
      first: first.cost,
      ...costs,
      reused,
      isSame,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    copy.remove();
  }
}

function cachedIn({ notices }: Audit): string {
  return (
    notices.find(({ kind }) => kind === 'cached')?.message.split(';')[0] ?? 'no result is from the cache'
  );
}

/** Without messages of failures, in which two audits of the same tree may differ. */
function verdictsOf({ mutants, findings }: Audit): string {
  return JSON.stringify([mutants.map(({ failure: _, ...mutant }) => mutant), findings]);
}

async function auditOnce(root: string, args: string[]): Promise<{ cost: Cost; audit: Audit }> {
  const all = ['audit', '--no-resume', '--leave-out-red', '--quiet', ...args];
  const out = join(root, 'reports', 'bench-cache');
  const { cost, code, output } = await measure([cli, ...all, '--out-dir', out], { cwd: root });
  const isPart = args.some((arg) => !arg.startsWith('-') && args[args.indexOf(arg) - 1] !== '--cache-dir');
  try {
    const file = join(out, ...(isPart ? ['part'] : []), 'audit.json');
    return { cost, audit: JSON.parse(readFileSync(file, 'utf8')) as Audit };
  } catch {
    throw new Error(`realcov ends with ${code}:\n${output}`);
  }
}
