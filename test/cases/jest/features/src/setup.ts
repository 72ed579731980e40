declare const price: number;

export function cost(count: number): number {
  return price * count;
}

export function fromSetup(): string {
  return process.env.FROM_SETUP === 'seven' ? 'set up' : 'not set up';
}

export function greeting(): string {
  return `${process.env.GREETING} ${process.env.JEST_WORKER_ID === undefined ? 'nobody' : 'worker'}`;
}

export function colour(): string {
  return process.env.FORCE_COLOR === '1' ? 'colours' : 'plain';
}
