import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Audit } from '../src/model/audit.ts';
import { isBreak } from '../src/model/mutant.ts';
import type { Part } from '../src/options/audit-options.ts';
import { copyProject } from '../src/reproduce/project-copy.ts';
import type { AuditOnce } from './audit-once.ts';
import { type Cost, measure } from './measure.ts';
import { fromRoot } from './repository.ts';
import { chooseTests } from './vitest-config.ts';

export interface PartOptions {
  project: string;
  paths: string[];
  tests: string[];
  excludeTests: string[];
  concurrency: number;
}

/** What an audit takes, and what it takes without a part of what it does. */
export interface PartCost {
  part: Part;
  vitest: string;
  breaks: number;
  /** One for each time it was measured, in turn. */
  whole: Cost[];
  without: Cost[];
  /** Breaks with another verdict without it. */
  differing: { id: string; at: string; whole: string; without: string }[];
}

/** Measures whole audits and those without a part, in turn, with all mutators. */
export async function partCost(
  part: Part,
  options: PartOptions,
  times: number,
  say: (line: string) => void,
): Promise<PartCost> {
  const copy = copyProject(options.project);
  const folder = mkdtempSync(join(tmpdir(), 'realcov-bench-out-'));
  try {
    const vitestConfig = chooseTests(copy.root, options);
    const config = join(folder, 'stryker.conf.json');
    writeFileSync(config, JSON.stringify(vitestConfig ? { vitest: { configFile: vitestConfig } } : {}));
    const once = (without?: Part) =>
      auditOnce(copy.root, {
        options: { ...given(options), cwd: copy.root, config, resume: false },
        ...(without && { without }),
        out: join(folder, 'audit.json'),
      });
    // Fills the caches that all of them then find.
    say('once to warm up');
    await once();
    const whole: Cost[] = [];
    const without: Cost[] = [];
    let last: { whole: Audit; without: Audit } | undefined;
    for (let time = 1; time <= times; time++) {
      say(`with and without ${wordOf[part]}, ${time} of ${times}`);
      const all = await once();
      const less = await once(part);
      whole.push(all.cost);
      without.push(less.cost);
      last = { whole: all.audit, without: less.audit };
    }
    const { whole: audit } = last!;
    return {
      part,
      vitest: audit.project.runner?.version ?? '',
      breaks: audit.mutants.filter(isBreak).length,
      whole,
      without,
      differing: differences(audit, last!.without),
    };
  } finally {
    copy.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const wordOf: Record<Part, string> = { proof: 'proof', findings: 'findings about tests' };

function given({ paths, concurrency }: PartOptions): { paths: string[]; concurrency: number } {
  return { paths, concurrency };
}

async function auditOnce(cwd: string, order: AuditOnce): Promise<{ cost: Cost; audit: Audit }> {
  const script = fromRoot('bench', 'audit-once.ts');
  const { cost, code, output } = await measure([script, JSON.stringify(order)], { cwd });
  if (code !== 0) throw new Error(`the audit ends with ${code}:\n${output}`);
  return { cost, audit: JSON.parse(readFileSync(order.out, 'utf8')) as Audit };
}

function differences(whole: Audit, without: Audit): PartCost['differing'] {
  const byId = new Map(without.mutants.map(({ id, status }) => [id, status]));
  return whole.mutants
    .filter((mutant) => isBreak(mutant) && byId.get(mutant.id) !== mutant.status)
    .map(({ id, file, location, status }) => ({
      id,
      at: `${file}:${location.start.line}:${location.start.column}`,
      whole: status,
      without: byId.get(id) ?? 'not there',
    }));
}
