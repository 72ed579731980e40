import type { Reproduction } from '../src/model/reproduction.ts';
import { copyProject } from '../src/reproduce/project-copy.ts';
import { counted } from './counted.ts';
import { auditProject } from './realcov.ts';
import { chooseTests } from './vitest-config.ts';

export interface DifferentialOptions {
  project: string;
  paths: string[];
  tests: string[];
  excludeTests: string[];
  concurrency: number;
  /** How many breaks to make by hand: half survivors, half kills. */
  sample: number;
  seed: number;
}

export interface Differential {
  vitest: string;
  command: string;
  breaks: number;
  verdicts: Record<string, number>;
  seed: number;
  checked: number;
  agreed: number;
  /** Those of which plain Vitest says something else, and those of which it says nothing. */
  others: Reproduction[];
}

/** Audits a copy of the project with all mutators and makes a random sample of the breaks by hand. */
export async function differential(
  options: DifferentialOptions,
  say: (line: string) => void,
): Promise<Differential> {
  const copy = copyProject(options.project);
  try {
    say(`realcov, and ${options.sample} breaks by hand`);
    const { tests, excludeTests, sample, seed } = options;
    // realcov chooses test files itself, in every project of Vitest; leaving some out takes a configuration.
    const vitestConfig = excludeTests.length > 0 ? chooseTests(copy.root, options) : undefined;
    const { audit, command } = await auditProject({ ...options, root: copy.root, vitestConfig }, [
      ...(tests.length > 0 ? ['--tests', tests.join(',')] : []),
      ...['--verify', String(Math.ceil(sample / 2)), '--seed', String(seed)],
    ]);
    const reproductions = audit.verification?.reproductions ?? [];
    return {
      vitest: audit.project.runner?.version ?? '',
      command,
      breaks: audit.mutants.length,
      verdicts: counted(audit.mutants.map(({ status }) => status)),
      seed: options.seed,
      checked: reproductions.length,
      agreed: reproductions.filter(({ agrees }) => agrees === true).length,
      others: reproductions.filter(({ agrees }) => agrees !== true),
    };
  } finally {
    copy.remove();
  }
}
