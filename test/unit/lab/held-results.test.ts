import { expect, test } from 'vitest';
import type { JobResult } from '../../../src/lab/job-runner.ts';
import { HeldResults } from '../../../src/lab/process/held-results.ts';
import type { Job } from '../../../src/lab/protocol.ts';

const job = (id: number): Job => ({ kind: 'dry', id, project: '', file: `${id}.test.ts` });
const resultOf = (of: Job): JobResult => ({ job: of, lines: [] });

function heldIn(): { held: HeldResults; delivered: number[] } {
  const delivered: number[] = [];
  return { held: new HeldResults(({ job: of }) => delivered.push(of.id)), delivered };
}

test('a result is delivered once every job beside it has ended', () => {
  const { held, delivered } = heldIn();
  const [first, second, third] = [job(1), job(2), job(3)];
  held.add(resultOf(first), new Set([second, third]));
  held.ended(second);
  expect(delivered).toEqual([]);
  held.ended(third);
  expect(delivered).toEqual([1]);
});

test('with nothing beside it, it is delivered at once', () => {
  const { held, delivered } = heldIn();
  held.add(resultOf(job(1)), new Set());
  expect(delivered).toEqual([1]);
});

test('what is taken back is never delivered', () => {
  const { held, delivered } = heldIn();
  const [first, second] = [job(1), job(2)];
  held.add(resultOf(first), new Set([second]));
  expect(held.takeBack()).toEqual([first]);
  held.ended(second);
  expect(delivered).toEqual([]);
});
