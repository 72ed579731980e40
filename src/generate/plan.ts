import type { Breaks } from '../breaks.ts';
import { spanAt } from '../model/apply.ts';
import type { Audit } from '../model/audit.ts';
import type { FunctionUnit } from '../model/source.ts';
import { besideTests } from './conventions.ts';
import type { FuzzFile } from './embedded/run.ts';
import type { FuzzTarget } from './embedded/spec.ts';
import { type Literals, mostHints, signatures } from './specs.ts';
import { breaksOf, type OutOfReach, type Target, targetsIn } from './targets.ts';
import { NoValues } from './type-specs.ts';

/** What is searched for calls, and what cannot be. */
export interface Plan {
  targets: { target: Target; called: FuzzTarget | NoValues }[];
  outOfReach: OutOfReach[];
  files: FuzzFile[];
}

/**
 * Which functions can be called with values that fit.
 * @param wanted `every` for those too of which tests notice every break
 */
export function planFor(audit: Audit, { project, files, all }: Breaks, wanted: 'open' | 'every'): Plan {
  const known = signatures(
    project.root,
    files.map(({ file }) => file),
  );
  const plan: Plan = { targets: [], outOfReach: [], files: [] };
  for (const { file, original, mutants, functions: inScope } of files) {
    const functions = all.find((each) => each.file === file)?.functions ?? [];
    const numbers = new Map(
      mutants.flatMap((mutant) => ('number' in mutant ? [[mutant.id, mutant.number]] : [])),
    );
    const targets: FuzzTarget[] = [];
    const { targets: reachable, outOfReach } = targetsIn(
      audit,
      file,
      original,
      functions,
      wanted === 'every' ? inScope : [],
    );
    plan.outOfReach.push(...outOfReach);
    const offsetOf = ({ location }: FunctionUnit) => spanAt(original, location).start;
    for (const target of reachable) {
      const signature = known.at(file, offsetOf(target.fn));
      if (signature instanceof NoValues) {
        plan.targets.push({ target, called: signature });
        continue;
      }
      const behind = outOfReach.filter(({ through }) => through.includes(target));
      const called: FuzzTarget = {
        id: target.fn.id,
        exported: target.exported,
        access: target.access,
        ...signature,
        ...merged([signature, ...behind.map(({ fn }) => known.literalsAt(file, offsetOf(fn)))]),
        mutants: breaksOf(target).flatMap(({ id }) => {
          const number = numbers.get(id);
          return number === undefined ? [] : [{ id, number }];
        }),
      };
      plan.targets.push({ target, called });
      targets.push(called);
    }
    const program = besideTests(file, audit, project.root, `realcov-search-${plan.files.length}`);
    if (targets.length > 0) plan.files.push({ source: file, program, targets });
  }
  return plan;
}

/** Of a function and those behind it. */
function merged(all: Literals[]): Literals {
  return {
    hints: [...new Set(all.flatMap(({ hints }) => hints))].slice(0, mostHints),
    throws: [...new Set(all.flatMap(({ throws }) => throws))],
  };
}
