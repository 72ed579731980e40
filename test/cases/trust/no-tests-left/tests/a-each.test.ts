import { expect, test } from 'vitest';
import { colors } from '../src/colors';

for (const [index, color] of colors().entries()) {
  test(`color ${index}`, () => {
    expect(color).toMatch(/\w/);
  });
}
