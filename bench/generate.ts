import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { glob } from 'tinyglobby';
import { runnerOf } from '../src/discover/index.ts';
import type { Generated } from '../src/model/generated.ts';
import { runPlain } from '../src/reproduce/plain-run.ts';
import { copyProject } from '../src/reproduce/project-copy.ts';
import { counted } from './counted.ts';
import type { PartOptions } from './part-cost.ts';
import { fromRoot } from './repository.ts';

/** How far tests go that were generated without a model, where there were none. */
export interface GenerateResult {
  vitest: string;
  wallMs: number;
  /** Breaks that no test noticed. */
  targeted: number;
  /** Of those: in functions that could be called with values that fit. */
  inReach: number;
  /** Of those in reach: the ones that did what the original does for every input, and those that the new tests notice. */
  same: number;
  noticed: number;
  tests: number;
  rejected: Record<string, number>;
  /** Runs of the new tests in another order each time, and how many of them failed. */
  runs: number;
  failedRuns: number;
}

/** Takes test files away, has tests generated, and runs those in many orders. */
export async function generateBench(
  { project, paths, excludeTests }: PartOptions,
  runs: number,
  say: (line: string) => void,
): Promise<GenerateResult> {
  const copy = copyProject(project);
  try {
    const removed =
      excludeTests.length === 0
        ? []
        : await glob(excludeTests, { cwd: copy.root, ignore: ['**/node_modules/**'] });
    for (const file of removed) rmSync(join(copy.root, file));
    say(`generating, without ${removed.length} test files`);
    const args = [fromRoot('dist', 'src', 'cli.js'), 'generate', ...paths, '--json', '--apply'];
    const startedAt = performance.now();
    const ran = spawnSync(process.execPath, args, { cwd: copy.root, encoding: 'utf8', maxBuffer: 1 << 28 });
    const wallMs = performance.now() - startedAt;
    if (ran.status !== 0) throw new Error(`realcov generate ends with ${ran.status}:\n${ran.stderr}`);
    const generated = JSON.parse(ran.stdout) as Generated;
    const runner = runnerOf(copy.root);
    let failedRuns = 0;
    for (let seed = 1; seed <= runs; seed++) {
      if (seed % 10 === 1) say(`running the new tests in ${runs} orders, ${seed}`);
      const shuffled = [
        ...generated.files.map(({ file }) => file),
        '--sequence.shuffle',
        `--sequence.seed=${seed}`,
      ];
      const run = await runPlain(
        { files: shuffled },
        {
          root: copy.root,
          runner,
          limitMs: 300_000,
        },
      );
      if (!run.green) failedRuns++;
    }
    return { ...figures(generated), vitest: runner.version, wallMs, runs, failedRuns };
  } finally {
    copy.remove();
  }
}

function figures(
  generated: Generated,
): Pick<GenerateResult, 'targeted' | 'inReach' | 'same' | 'noticed' | 'tests' | 'rejected'> {
  const { targeted, reach, accepted, rejected, same } = generated;
  return {
    targeted,
    inReach: reach.targeted,
    same: same.length,
    noticed: reach.noticed,
    tests: accepted.length,
    rejected: counted(rejected.map(({ reason }) => reason.replace(/:.*/s, ''))),
  };
}
