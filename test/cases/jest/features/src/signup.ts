import { now } from './clock';
import { label, send } from './mailer';

export function signUp(address: string): number {
  send(label(address));
  return now() + 10;
}
