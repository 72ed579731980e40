import { expect, test } from 'vitest';
import type { Host } from '../../../src/lab/process/host.ts';
import { KnownCosts } from '../../../src/lab/process/known-costs.ts';
import { WorkerPool } from '../../../src/lab/process/pool.ts';
import type { Worker } from '../../../src/lab/process/workers.ts';
import type { Job, MainMessage } from '../../../src/lab/protocol.ts';

const file = { project: '', path: '/a.test.ts', environment: 'node' };
const job = (id: number, flags: { fresh?: true } = {}): Job => ({
  kind: 'dry',
  id,
  project: '',
  file: file.path,
  ...flags,
});

/** A worker that keeps what it is told. */
function workerOf(pid: number): { worker: Worker; told: MainMessage[] } {
  const told: MainMessage[] = [];
  const socket = { write: (line: string) => told.push(JSON.parse(line) as MainMessage), destroy() {} };
  const worker = {
    pid,
    socket,
    journal: { next: () => [] },
    lines: [],
    heard: 0,
    stuck: false,
    used: false,
    ran: new Set<string>(),
    holds: false,
    knows: new Set<string>(),
  };
  return { worker: worker as unknown as Worker, told };
}

function poolOf(concurrency: number): WorkerPool {
  const host: Partial<Host> = {
    files: [file],
    losesOneWorkerOnly: true,
    isContained: false,
    opening: false,
    alive: true,
    run() {},
    drain() {},
  };
  return new WorkerPool(host as Host, new KnownCosts(), {
    concurrency,
    memoryLimit: 1000,
    isSandboxed: false,
    startHost: () => Promise.resolve(),
    onLines() {},
  });
}

const idsIn = (told: MainMessage[]) => told.map((each) => (each.kind === 'job' ? each.job.id : each.kind));

test('while a job wants a worker that has run nothing, every idle one that has is replaced: nobody counts on one that may not come', async () => {
  const pool = poolOf(2);
  const [first, second, third] = [workerOf(1), workerOf(2), workerOf(3)];
  const all = pool.run('node', [job(1), job(2)], () => undefined, undefined);
  for (const { worker } of [first, second, first, second]) pool.events.ready(worker);
  await all;
  const fresh = pool.run('node', [job(3, { fresh: true })], () => undefined, undefined);
  expect([idsIn(first.told), idsIn(second.told)]).toEqual([
    [1, 'end'],
    [2, 'end'],
  ]);
  for (const { worker } of [first, second]) pool.events.gone(worker);
  for (const { worker } of [third, third]) pool.events.ready(worker);
  await fresh;
  expect(idsIn(third.told)).toEqual([3]);
});

test('all workers are replaced where there is such a job for each', async () => {
  const pool = poolOf(2);
  const workers = [1, 2, 3, 4].map(workerOf);
  const [first, second, third, fourth] = workers;
  const all = pool.run('node', [job(1), job(2)], () => undefined, undefined);
  for (const each of [first, second, first, second]) pool.events.ready(each!.worker);
  await all;
  const jobs = [job(3, { fresh: true }), job(4, { fresh: true })];
  const fresh = pool.run('node', jobs, () => undefined, undefined);
  for (const each of [first, second]) pool.events.gone(each!.worker);
  for (const each of [third, fourth, third, fourth]) pool.events.ready(each!.worker);
  await fresh;
  expect(workers.map(({ told }) => idsIn(told))).toEqual([[1, 'end'], [2, 'end'], [3], [4]]);
});
