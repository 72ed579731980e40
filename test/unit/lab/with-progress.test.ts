import { expect, test } from 'vitest';
import type { JobRunner } from '../../../src/lab/job-runner.ts';
import { dryJob, fileJob } from '../../../src/lab/plan/jobs.ts';
import type { Job, JournalLine } from '../../../src/lab/protocol.ts';
import { withProgress } from '../../../src/lab/rounds/with-progress.ts';
import { cleanRun, runMutant } from '../../helpers/run.ts';

test('says after each result what mutants it was about, and hands on what is to be run next', async () => {
  const { files } = cleanRun([2]);
  const file = fileJob(files[0]!, runMutant(4, {}, []), false);
  const hot = { id: 7, kind: 'hot' } as Job;
  const dry = dryJob({ project: '', path: '' });
  const pair = (mutant: string) => ({ kind: 'pair', mutant }) as JournalLine;
  const seen: unknown[] = [];
  const lab: JobRunner = {
    knowCosts() {},
    async run(_jobs, onResult) {
      seen.push(
        onResult({ job: hot, lines: [pair('m2'), pair('m3'), { kind: 'plan-done' } as never, pair('m2')] }),
      );
      seen.push(onResult({ job: file, lines: [] }));
    },
  };
  await withProgress(lab, (mutants) => seen.push([...mutants])).run([hot, file], ({ job }) => {
    seen.push(job.kind);
    return job.kind === 'hot' ? dry : undefined;
  });
  expect(seen).toEqual(['hot', ['m2', 'm3'], dry, 'file', ['m4'], undefined]);
});
