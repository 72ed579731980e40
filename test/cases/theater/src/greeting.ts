import { now } from './clock.ts';

export function greeting(): string {
  const hour = new Date(now()).getUTCHours();
  return hour < 12 ? 'good morning' : 'good day';
}
