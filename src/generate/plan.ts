import type { Breaks } from '../breaks.ts';
import { spanAt } from '../model/apply.ts';
import type { Audit } from '../model/audit.ts';
import { besideTests } from './conventions.ts';
import type { FuzzFile } from './embedded/run.ts';
import type { FuzzTarget, ParameterSpec } from './embedded/spec.ts';
import { NoValues, signatures } from './specs.ts';
import { breaksOf, type OutOfReach, type Target, targetsIn } from './targets.ts';

/** What is searched for calls, and what cannot be. */
export interface Plan {
  targets: { target: Target; parameters?: ParameterSpec[]; why?: string }[];
  outOfReach: OutOfReach[];
  files: FuzzFile[];
}

/** Which functions can be called with values that fit. */
export function planFor(audit: Audit, { project, files, all }: Breaks): Plan {
  const signatureAt = signatures(
    project.root,
    files.map(({ file }) => file),
  );
  const plan: Plan = { targets: [], outOfReach: [], files: [] };
  for (const { file, original, mutants } of files) {
    const functions = all.find((each) => each.file === file)?.functions ?? [];
    const numbers = new Map(
      mutants.flatMap((mutant) => ('number' in mutant ? [[mutant.id, mutant.number]] : [])),
    );
    const targets: FuzzTarget[] = [];
    const { targets: reachable, outOfReach } = targetsIn(audit, file, original, functions);
    plan.outOfReach.push(...outOfReach);
    for (const target of reachable) {
      const signature = signatureAt(file, spanAt(original, target.fn.location).start);
      if (signature instanceof NoValues) {
        plan.targets.push({ target, why: signature.message });
        continue;
      }
      plan.targets.push({ target, parameters: signature.parameters });
      targets.push({
        id: target.fn.id,
        exported: target.exported,
        ...signature,
        mutants: breaksOf(target).flatMap(({ id }) => {
          const number = numbers.get(id);
          return number === undefined ? [] : [{ id, number }];
        }),
      });
    }
    const program = besideTests(file, audit, project.root, `realcov-search-${plan.files.length}`);
    if (targets.length > 0) plan.files.push({ source: file, program, targets });
  }
  return plan;
}
