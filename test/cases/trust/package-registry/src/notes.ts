import { pin } from 'board';

export function announce(name: string): void {
  pin(`${name} is here`);
}

export function warn(name: string): void {
  pin(`${name} is late`);
}
