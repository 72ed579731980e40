import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Audit } from '../src/model/audit.ts';
import { copyProject } from '../src/reproduce/project-copy.ts';
import type { AuditOnce } from './audit-once.ts';
import { type Cost, measure } from './measure.ts';
import { fromRoot } from './repository.ts';
import { chooseTests } from './vitest-config.ts';

export interface ProofOptions {
  project: string;
  paths: string[];
  tests: string[];
  excludeTests: string[];
  concurrency: number;
}

/** What realcov takes, and what it would take if it believed every failure and every pass. */
export interface ProofCost {
  vitest: string;
  breaks: number;
  /** One for each time it was measured, in turn. */
  proven: Cost[];
  unproved: Cost[];
  /** Breaks with another verdict without proof. */
  differing: { id: string; at: string; proven: string; unproved: string }[];
}

/** Measures audits with proof and without, in turn, with all mutators. */
export async function proofCost(
  options: ProofOptions,
  times: number,
  say: (line: string) => void,
): Promise<ProofCost> {
  const copy = copyProject(options.project);
  const folder = mkdtempSync(join(tmpdir(), 'realcov-bench-out-'));
  try {
    const vitestConfig = chooseTests(copy.root, options);
    const config = join(folder, 'stryker.conf.json');
    writeFileSync(config, JSON.stringify(vitestConfig ? { vitest: { configFile: vitestConfig } } : {}));
    const once = (unproved: boolean) =>
      auditOnce(copy.root, {
        options: { ...given(options), cwd: copy.root, config, resume: false },
        unproved,
        out: join(folder, 'audit.json'),
      });
    // Fills the caches that all of them then find.
    say('once to warm up');
    await once(false);
    const proven: Cost[] = [];
    const unproved: Cost[] = [];
    let last: { proven: Audit; unproved: Audit } | undefined;
    for (let time = 1; time <= times; time++) {
      say(`with and without proof, ${time} of ${times}`);
      const withProof = await once(false);
      const without = await once(true);
      proven.push(withProof.cost);
      unproved.push(without.cost);
      last = { proven: withProof.audit, unproved: without.audit };
    }
    const { proven: audit } = last!;
    return {
      vitest: audit.project.vitest,
      breaks: audit.mutants.length,
      proven,
      unproved,
      differing: differences(audit, last!.unproved),
    };
  } finally {
    copy.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

function given({ paths, concurrency }: ProofOptions): { paths: string[]; concurrency: number } {
  return { paths, concurrency };
}

async function auditOnce(cwd: string, order: AuditOnce): Promise<{ cost: Cost; audit: Audit }> {
  const script = fromRoot('bench', 'audit-once.ts');
  const { cost, code, output } = await measure([script, JSON.stringify(order)], { cwd });
  if (code !== 0) throw new Error(`the audit ends with ${code}:\n${output}`);
  return { cost, audit: JSON.parse(readFileSync(order.out, 'utf8')) as Audit };
}

function differences(proven: Audit, unproved: Audit): ProofCost['differing'] {
  const byId = new Map(unproved.mutants.map(({ id, status }) => [id, status]));
  return proven.mutants
    .filter(({ id, status }) => byId.get(id) !== status)
    .map(({ id, file, location, status }) => ({
      id,
      at: `${file}:${location.start.line}:${location.start.column}`,
      proven: status,
      unproved: byId.get(id) ?? 'not there',
    }));
}
