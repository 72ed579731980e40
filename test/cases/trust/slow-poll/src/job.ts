export interface Job {
  state: string;
  parts: number;
}

export function finish(job: Job): void {
  job.state = 'done';
  job.parts = Math.max(job.parts, job.state.length - 1);
}
