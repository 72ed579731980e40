import { writeFileSync } from 'node:fs';
import { declared, redeclare } from '../../lab/worker/declare.ts';
import { stepNames } from '../../model/instrumented.ts';
import { Forbidden } from './forbidden.ts';
import { OutOfSteps } from './outcome.ts';
import { Search } from './search.ts';
import type { FuzzRequest, FuzzResult } from './spec.ts';
import { Subject } from './subject.ts';

/** Steps for one call, and how often the clock is checked. */
const maxSteps = 300_000;
const slice = 2_000;
/** A time limit for one call, in milliseconds: steps that make a text longer take more and more time. */
const maxCallMs = 50;

/**
 * Looks for calls whose result differs between the original and a break. Runs in a test, in a worker that has loaded
 * the instrumented modules.
 * @param modules exports of files, by their paths relative to the root
 * @param out file for the result, as JSON
 */
export async function fuzz(
  modules: Record<string, object>,
  request: FuzzRequest,
  out: string,
): Promise<void> {
  const result: FuzzResult = { targets: [] };
  const limit = limitSteps(request.prefix);
  const forbidden = new Forbidden();
  // Taken before the called functions could change it.
  const write = writeFileSync;
  const exportOf = ({ file, exported }: { file: string; exported: string }): unknown =>
    Reflect.get(modules[file] ?? {}, exported);
  try {
    for (const each of request.targets) {
      const mutants = each.mutants.filter(({ id }) => !isFound(id, result));
      const target = { ...each, mutants };
      const owner = exportOf({ file: request.file, exported: target.exported });
      const subject = new Subject(owner, target, { hints: target.hints, exportOf });
      result.targets.push(
        await new Search(subject, target, { request, forbidden, grant: limit.grant }).run(),
      );
      write(out, JSON.stringify(result));
      forbidden.wasTried();
    }
    for (const each of result.targets) each.same = each.same.filter(({ mutant }) => !isFound(mutant, result));
  } finally {
    forbidden.lift();
    limit.lift();
  }
  write(out, JSON.stringify(result));
}

/** For a break of a function that several others call, one of them is enough. */
function isFound(mutant: string, { targets }: FuzzResult): boolean {
  return targets.some(({ cases }) => cases.some(({ differs }) => differs.includes(mutant)));
}

interface StepLimit {
  grant(): void;
  lift(): void;
}

/** Taken before the clock is stopped for the called functions. */
const now = performance.now.bind(performance);

/** The instrumented code asks for more steps when it has none left; here it gets none. */
function limitSteps(prefix: string): StepLimit {
  const { budget, refill } = stepNames(prefix);
  const steps = declared(budget) as Float64Array;
  const before = declared(refill);
  let left = 0;
  let startedAt = 0;
  redeclare(refill, () => {
    left -= slice;
    if (left <= 0 || now() - startedAt > maxCallMs) throw new OutOfSteps();
    steps[0] = slice;
  });
  return {
    grant: () => {
      left = maxSteps;
      startedAt = now();
      steps[0] = slice;
    },
    lift: () => {
      redeclare(refill, before);
      steps[0] = Number.MAX_SAFE_INTEGER;
    },
  };
}
