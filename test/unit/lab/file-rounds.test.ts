import { expect, test } from 'vitest';
import { verdictOf } from '../../../src/judge/verdict.ts';
import type { JobRunner } from '../../../src/lab/job-runner.ts';
import type { FileRow, Job, JournalLine } from '../../../src/lab/protocol.ts';
import { EvidenceStore } from '../../../src/lab/rounds/evidence-store.ts';
import { fileRounds } from '../../../src/lab/rounds/file-rounds.ts';
import { FileRunProgress } from '../../../src/lab/rounds/file-run-progress.ts';
import { notRunAgain } from '../../../src/model/evidence.ts';
import type { CleanRun } from '../../../src/model/run.ts';
import { cleanRun, runMutant } from '../../helpers/run.ts';

/** Every mutant in every file that it reaches, whatever came of it before. */
function runRounds(
  lab: JobRunner,
  run: CleanRun,
  evidenceStore: EvidenceStore,
  onMutants: (settled: number, of: number) => void = () => {},
): Promise<void> {
  const { signal } = new AbortController();
  return fileRounds({
    lab,
    run,
    evidenceStore,
    filesFor: ({ reach }) => reach,
    enough: () => false,
    confirming: new FileRunProgress(onMutants),
    signal,
  });
}

/** The test fails with the mutant, and again without it in the same process. */
const failing = (key: string): FileRow => ({
  kind: 'file',
  mutant: 'm0',
  hit: true,
  killers: [],
  thrown: [],
  timeouts: [],
  complete: true,
  spoiled: `${key} does not pass again`,
  suspects: { tests: [key] },
});

/** The first test waits until its time limit. */
const waiting: FileRow = {
  kind: 'file',
  mutant: 'm0',
  hit: true,
  killers: [],
  thrown: [],
  timeouts: ['0'],
  complete: false,
  wallClock: true,
};

test.each([
  { third: 'pass' as const, status: 'killed' },
  { third: 'fail' as const, status: 'unproven' },
])(
  'a test that fails again without the mutant, and then does $third in a process of its own: $status',
  async ({ third, status }) => {
    const run = cleanRun([1]);
    const { key } = run.tests[0]!;
    const mutant = runMutant(0, {}, [{ fileIndex: 0, atLoad: false, first: [0], again: [0] }]);
    run.mutants.push(mutant);
    const evidenceStore = new EvidenceStore(run.mutants, () => 1);
    const clean = [{ kind: 'dry-test', test: key, state: third }, { kind: 'dry-file' }] as JournalLine[];
    const lab: JobRunner = {
      knowCosts() {},
      async run(jobs, onResult) {
        const lines = (job: Job) => (job.kind === 'dry' ? clean : [failing(key)]);
        for (const job of jobs) onResult({ job, lines: lines(job) });
      },
    };
    await runRounds(lab, run, evidenceStore);
    expect(verdictOf(mutant, evidenceStore.of('m0'), run).status).toBe(status);
  },
);

test.each(['constructor', '__proto__'])(
  'a killer named %s has no message where none is told',
  async (name) => {
    const run = cleanRun([1]);
    run.tests[0]!.key = name;
    const mutant = runMutant(0, {}, [{ fileIndex: 0, atLoad: false, first: [0], again: [0] }]);
    run.mutants.push(mutant);
    const evidenceStore = new EvidenceStore(run.mutants, () => 1);
    const { spoiled: _, suspects: __, ...row } = failing(name);
    const lab: JobRunner = {
      knowCosts() {},
      async run(jobs, onResult) {
        for (const job of jobs)
          onResult({ job, lines: [{ ...row, killers: [name], errors: { other: 'fails' } }] });
      },
    };
    await runRounds(lab, run, evidenceStore);
    expect(evidenceStore.of('m0').files.get('f0')?.kills).toEqual(new Map([['t0', {}]]));
  },
);

test.each([
  { wait: 'that nothing in the process could end', hung: true, jobs: [false] },
  { wait: 'that more time might end', hung: false, jobs: [false, true] },
])(
  'a file that waits in a way $wait runs so often (patiently: $jobs), though its worker ends itself',
  async ({ hung, jobs: expected }) => {
    const run = cleanRun([1]);
    const mutant = runMutant(0, {}, [{ fileIndex: 0, atLoad: false, first: [0], again: [0] }]);
    run.mutants.push(mutant);
    const evidenceStore = new EvidenceStore(run.mutants, () => 1);
    const row: FileRow = { ...waiting, ...(hung && { hung: true as const }) };
    const patient: boolean[] = [];
    const lab: JobRunner = {
      knowCosts() {},
      async run(jobs, onResult) {
        for (const job of jobs) {
          if (job.kind === 'file') patient.push(job.patient);
          onResult({ job, lines: [row], died: 'ended' });
        }
      },
    };
    await runRounds(lab, run, evidenceStore);
    expect(patient).toEqual(expected);
    expect(verdictOf(mutant, evidenceStore.of('m0'), run).status).toBe('timeout');
  },
);

test('a mutant with which a test waited in place is run with the whole time limit at once', async () => {
  const run = cleanRun([1]);
  const reach = [{ fileIndex: 0, atLoad: false, first: [0], again: [0] }];
  run.mutants.push(runMutant(0, {}, reach), runMutant(1, {}, reach));
  const evidenceStore = new EvidenceStore(run.mutants, () => 1);
  evidenceStore.costsWorker('m0');
  const patient: string[] = [];
  const lab: JobRunner = {
    knowCosts() {},
    async run(jobs, onResult) {
      for (const job of jobs) {
        if (job.kind !== 'file') continue;
        patient.push(`${job.mutant.id} ${job.patient}`);
        onResult({ job, lines: [{ ...waiting, mutant: job.mutant.id }], died: 'ended' });
      }
    },
  };
  await runRounds(lab, run, evidenceStore);
  expect(patient).toEqual(['m1 false', 'm0 true', 'm1 true']);
});

test('a test that failed before another one waited is proven by a process without the mutant', async () => {
  const run = cleanRun([2]);
  const reach = [{ fileIndex: 0, atLoad: false, first: [0, 1], again: [0, 1] }];
  const mutant = runMutant(0, {}, reach);
  run.mutants.push(mutant);
  const row = { ...waiting, timeouts: ['1'], spoiled: notRunAgain, suspects: { tests: ['0'] } };
  const clean = [{ kind: 'dry-test', test: '0', state: 'pass' }, { kind: 'dry-file' }] as JournalLine[];
  const jobs: string[] = [];
  const lab: JobRunner = {
    knowCosts() {},
    async run(wanted, onResult) {
      for (const job of wanted) {
        jobs.push(job.kind);
        onResult({ job, lines: job.kind === 'dry' ? clean : [row] });
      }
    },
  };
  const evidenceStore = new EvidenceStore(run.mutants, () => 1);
  await runRounds(lab, run, evidenceStore);
  expect(jobs).toEqual(['file', 'dry']);
  expect(verdictOf(mutant, evidenceStore.of('m0'), run)).toMatchObject({
    status: 'killed',
    killedBy: ['t0'],
  });
});

test('how far it is is told before the first pair and after each, and reaches the total', async () => {
  const run = cleanRun([1, 1]);
  const reach = [0, 1].map((fileIndex) => ({
    fileIndex,
    atLoad: false,
    first: [fileIndex],
    again: [fileIndex],
  }));
  run.mutants.push(runMutant(0, {}, reach.slice(0, 1)), runMutant(1, {}, reach), runMutant(2, {}, []));
  const told: string[] = [];
  const lab: JobRunner = {
    knowCosts() {},
    async run(jobs, onResult) {
      for (const job of jobs) {
        told.push('job');
        onResult({
          job,
          lines: [{ ...failing('0'), mutant: 'm0', spoiled: undefined, suspects: undefined } as never],
        });
      }
    },
  };
  const evidenceStore = new EvidenceStore(run.mutants, () => 1);
  await runRounds(lab, run, evidenceStore, (settled, of) => told.push(`${settled}/${of}`));
  expect(told).toEqual(['0/2', 'job', '1/2', 'job', 'job', '2/2']);
});

test('what proves that a process ends because of a break is counted while it goes on', async () => {
  const run = cleanRun([1]);
  const reach = [{ fileIndex: 0, atLoad: false, first: [0], again: [0] }];
  run.mutants.push(runMutant(0, {}, reach), runMutant(1, {}, reach));
  const told: string[] = [];
  const lab: JobRunner = {
    knowCosts() {},
    async run(jobs, onResult) {
      for (const job of jobs) {
        told.push(job.kind);
        onResult({ job, lines: [], ...(job.kind === 'file' && { died: 'ended' as const }) });
      }
    },
  };
  const evidenceStore = new EvidenceStore(run.mutants, () => 1);
  await runRounds(lab, run, evidenceStore, (done, of) => told.push(`${done}/${of}`));
  const first = ['0/2', 'file', 'file'];
  const patient = ['0/4', 'file', '1/4', 'file', '2/4'];
  // Three processes have to end with each of the two.
  const proofs = [
    ...['2/10', 'dry', 'file', '3/10', 'file', '4/10'],
    ...['dry', 'file', '5/10', 'file', '6/10'],
    ...['dry', 'file', '7/10', 'file', '8/10'],
  ];
  expect(told).toEqual([...first, ...patient, ...proofs, '10/10']);
});

test('a process that ends because of the mutant beside it proves nothing', async () => {
  const run = cleanRun([1]);
  const reach = [{ fileIndex: 0, atLoad: false, first: [0], again: [0] }];
  const [ending, quiet] = [runMutant(0, {}, reach), runMutant(1, {}, reach)];
  run.mutants.push(ending, quiet);
  const evidenceStore = new EvidenceStore(run.mutants, () => 1);
  const lab: JobRunner = {
    knowCosts() {},
    async run(jobs, onResult) {
      const endsAll = jobs.some((job) => job.kind === 'file' && job.mutant.id === 'm0');
      for (const job of jobs) {
        const row = {
          ...failing('0'),
          mutant: 'm1',
          spoiled: undefined,
          suspects: undefined,
        } as unknown as JournalLine;
        onResult(
          endsAll ? { job, lines: [], died: 'ended' } : { job, lines: job.kind === 'file' ? [row] : [] },
        );
      }
    },
  };
  await runRounds(lab, run, evidenceStore);
  expect(verdictOf(ending, evidenceStore.of('m0'), run).status).toBe('killed');
  expect(verdictOf(quiet, evidenceStore.of('m1'), run).status).toBe('survived');
});

test.each([
  { reachedAt: 1, runs: 1, status: 'survived' },
  { reachedAt: 3, runs: 3, status: 'survived' },
  { reachedAt: 9, runs: 4, status: 'unproven' },
])(
  'what is reached by chance, first in run $reachedAt, is run $runs times: $status',
  async ({ reachedAt, runs, status }) => {
    const run = cleanRun([1]);
    const mutant = runMutant(0, {}, [{ fileIndex: 0, atLoad: true, first: [], again: [] }]);
    run.mutants.push(mutant);
    const evidenceStore = new EvidenceStore(run.mutants, () => 1);
    let count = 0;
    const lab: JobRunner = {
      knowCosts() {},
      async run(jobs, onResult) {
        for (const job of jobs) {
          if (job.kind !== 'file') continue;
          count += 1;
          const row: FileRow = {
            kind: 'file',
            mutant: 'm0',
            hit: count >= reachedAt,
            killers: [],
            thrown: [],
            timeouts: [],
            complete: true,
          };
          onResult({ job, lines: [row] });
        }
      },
    };
    await runRounds(lab, run, evidenceStore);
    expect(count).toBe(runs);
    expect(verdictOf(mutant, evidenceStore.of('m0'), run).status).toBe(status);
  },
);
