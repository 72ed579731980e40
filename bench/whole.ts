import type { PhaseTiming } from '../src/model/audit.ts';
import { copyProject } from '../src/reproduce/project-copy.ts';
import { counted } from './counted.ts';
import type { Cost } from './measure.ts';
import { runRealcov } from './realcov.ts';
import { fetchZod, zodCorePaths } from './zod.ts';

export interface WholeOfZod {
  vitest: string;
  command: string;
  cost: Cost;
  /** Where the time goes. */
  timings: PhaseTiming[];
  tests: number;
  mutants: number;
  /** How many mutants have each verdict. */
  verdicts: Record<string, number>;
  /** How often each reason was given for a mutant without a verdict. */
  unproven: Record<string, number>;
}

/** Audits the whole core of zod with realcov alone. */
export async function wholeOfZod(concurrency: number, say: (line: string) => void): Promise<WholeOfZod> {
  const copy = copyProject(fetchZod());
  try {
    say(`realcov on zod's ${zodCorePaths.join(', ')}`);
    const { mutants, ...run } = await runRealcov({
      root: copy.root,
      paths: zodCorePaths,
      concurrency,
      vitestConfig: undefined,
    });
    return {
      ...run,
      mutants: mutants.length,
      verdicts: counted(mutants.map(({ status }) => status)),
      unproven: counted(mutants.filter(({ status }) => status === 'unproven').map(({ note }) => note ?? '')),
    };
  } finally {
    copy.remove();
  }
}
