import type { Inputs } from '../protocol.ts';
import type { KnownRows, NewRows } from './known-rows.ts';
import type { TestInputs } from './test-inputs.ts';

/** The results that hold for as long as the inputs of their test file are the same, without what they took in. */
export function lastingRows({ jobs, pairs, tests }: NewRows, inputs: TestInputs): KnownRows {
  const isKnown = (own: Inputs | undefined) =>
    own === undefined || (own.untracked.length === 0 && own.reads.every((file) => inputs.reads.has(file)));
  if (inputs.untracked.size > 0) return { jobs: new Map(), pairs: new Map(), tests: [] };
  const isWhole = inputs.untrackedTests.size === 0;
  const lastingJobs = [...jobs].filter(
    ([, lines]) => isWhole && lines.every((line) => !('inputs' in line) || isKnown(line.inputs)),
  );
  const lastingPairs = [...pairs].filter(
    ([, { test, inputs: own }]) => !inputs.untrackedTests.has(test) && isKnown(own),
  );
  return {
    tests,
    jobs: new Map(lastingJobs.map(([name, lines]) => [name, lines.map(withoutInputs)])),
    pairs: new Map(lastingPairs.map(([name, row]) => [name, withoutInputs(row)])),
  };
}

function withoutInputs<Line extends object>(line: Line): Line {
  const { inputs: _, ...rest } = line as Line & { inputs?: Inputs };
  return rest as Line;
}
