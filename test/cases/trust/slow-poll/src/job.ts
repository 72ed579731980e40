export interface Job {
  done: boolean;
  parts: number;
}

export function start(): Job {
  const job = { done: false, parts: 0 };
  setTimeout(() => {
    job.parts = 1 + 1;
    job.done = true;
  }, 800);
  return job;
}

export function isLarge(job: Job): boolean {
  return job.parts > 50;
}
