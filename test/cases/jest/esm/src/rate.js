import { base } from './base.js';

const loaded = await Promise.resolve(base() + 1);

export function rate(amount) {
  return amount * loaded;
}
