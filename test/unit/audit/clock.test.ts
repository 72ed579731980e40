import { expect, test } from 'vitest';
import { Clock } from '../../../src/audit/clock.ts';
import { hotJob } from '../../../src/lab/plan/jobs.ts';
import { counting } from '../../../src/lab/rounds/counting.ts';
import { FakeLab } from '../../helpers/fake-lab.ts';
import { cleanRun, runMutant } from '../../helpers/run.ts';

function clockWith(said: string[]): Clock {
  return new Clock({
    phase: (phase, total) => said.push(`${phase} ${total ?? '?'}`),
    advance: (steps) => said.push(`+${steps}`),
    notice() {},
  });
}

test('a counter begins its phase, corrects the total where that changes, and counts what is done', () => {
  const said: string[] = [];
  const clock = clockWith(said);
  const count = clock.counter('confirm');
  count(0, 4);
  count(1, 4);
  count(2, 6);
  expect(said).toEqual(['confirm 4', '+0', '+1', 'confirm 6', '+1']);
});

test('looking for theater is a phase of its own, without a total that nobody knows', async () => {
  const said: string[] = [];
  const clock = clockWith(said);
  clock.counter('confirm')(3, 3);
  const examined = clock.counter('tests');
  let jobs = 0;
  const run = cleanRun([1]);
  const lab = counting(new FakeLab(() => 'survived'), () => examined(++jobs));
  const job = () => hotJob(run.files[0]!, [runMutant(0, {}, [])], [], {}, false, false);
  let more = 1;
  await lab.run([job()], () => (more-- > 0 ? job() : undefined));
  expect(said.slice(2)).toEqual(['tests ?', '+1', '+1']);
  expect(clock.end().map(({ phase }) => phase)).toEqual(['confirm', 'tests']);
});
