import { expect } from 'vitest';

/** What a name must not do: start a line of its own, steer a terminal, turn the direction of a text. */
const trick = '\nFORGED \u001b[31m\u0007\u009b2J\u2028FORGED\u2029FORGED\u202e\r';

/** Entries that name a kind of thing, or a time: no text of somebody else stands there. */
const ours =
  /^(at|kind|severity|status|level|verdict|before|after|phase|schemaVersion|guards|how|smell|contract|from|outcome|why|writer|mutator|rewrites|what|onBase|compared)$/;

/** The same with the trick in every text, so that what belongs together still does. */
export function hostile<T>(value: T, key = ''): T {
  if (typeof value === 'string') return (ours.test(key) ? value : `${value}${trick}`) as T;
  if (Array.isArray(value)) return value.map((each) => hostile(each, key)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, hostile(each, name)])) as T;
}

/** Expects of a text that is printed that nothing in it worked. */
export function expectHarmless(text: string): void {
  expect(text).not.toMatch(/(?!\r?\n|\t)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
  expect(text.split('\n').filter((line) => line.startsWith('FORGED'))).toEqual([]);
}
