import { expect, test } from 'vitest';
import { byName, own } from '../../../src/model/by-name.ts';

test.each(['constructor', '__proto__', 'hasOwnProperty', 'toString'])(
  '%s is a name like any other',
  (name) => {
    expect(byName<string>([])[name]).toBeUndefined();
    expect(byName([[name, 'text']])[name]).toBe('text');
    expect(own({}, name)).toBeUndefined();
    expect(own(JSON.parse(JSON.stringify(byName([[name, 'text']]))), name)).toBe('text');
  },
);
