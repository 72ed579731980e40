import { describe, expect, test } from 'vitest';
import { label } from '../src/user.ts';
let text = '';
describe('a label', () => {
  test('[ok] is made', () => { text = label({ id: 1, name: 'Ann' }); expect(text).toBe('Ann (1)'); });
  test('[order-dependent] was made (before)', () => { expect(text).toBe('Ann (1)'); });
});
