import { writeFileSync } from 'node:fs';
import { declared, redeclare } from '../../lab/worker/declare.ts';
import { stepNames } from '../../model/instrumented.ts';
import { Forbidden } from './forbidden.ts';
import { OutOfSteps } from './outcome.ts';
import { Search } from './search.ts';
import type { FuzzRequest, FuzzResult } from './spec.ts';
import { Subject } from './subject.ts';

/** Steps that one call may take, and after how many the clock is looked at. */
const maxSteps = 300_000;
const slice = 2_000;
/** In milliseconds: a call that goes on for longer goes on for too long, as steps that grow a text cost more and more. */
const maxCallMs = 50;

/**
 * Looks for calls on which breaks of functions differ from the originals: within a test, in a worker that has the
 * instrumented modules loaded.
 * @param modules what files export, by their paths relative to the root
 * @param out where the result goes, as JSON
 */
export async function fuzz(
  modules: Record<string, object>,
  request: FuzzRequest,
  out: string,
): Promise<void> {
  const result: FuzzResult = { targets: [] };
  const limit = limitSteps(request.prefix);
  const forbidden = new Forbidden();
  // As it is before the functions that are called could write.
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

/** A break of a function that several others call is told by one of them. */
function isFound(mutant: string, { targets }: FuzzResult): boolean {
  return targets.some(({ cases }) => cases.some(({ differs }) => differs.includes(mutant)));
}

interface StepLimit {
  grant(): void;
  lift(): void;
}

/** As it is before the clock stands still for the functions that are called. */
const now = performance.now.bind(performance);

/** The instrumented code spends steps and asks for more when there are none; it gets none here. */
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
