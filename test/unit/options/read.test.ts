import { describe, expect, test } from 'vitest';
import { readOwnSection } from '../../../src/options/read.ts';

const read = (section: unknown) => readOwnSection(section, 'stryker.conf.json');

describe('the key realcov of a configuration file', () => {
  test('may be absent', () => {
    expect(read(undefined)).toEqual({});
  });

  test('holds options by their names', () => {
    expect(read({ killers: 'all', minRealCoverage: 80 })).toEqual({ killers: 'all', minRealCoverage: 80 });
  });

  test('must be an object', () => {
    expect(() => read(['killers'])).toThrow('the key "realcov" in stryker.conf.json must be an object');
  });

  test('refuses an unknown key and suggests the nearest', () => {
    expect(() => read({ minRealCoverag: 80 })).toThrow(
      'unknown key "minRealCoverag" under "realcov" in stryker.conf.json (did you mean "minRealCoverage"?)',
    );
  });

  test('refuses what only makes sense for one run', () => {
    expect(() => read({ list: true })).toThrow(
      '"list" under "realcov" in stryker.conf.json can only be given on the command line',
    );
  });

  test('refuses a value that does not fit, and says what would', () => {
    expect(() => read({ mutators: 'EmptyBody' })).toThrow(
      'realcov.mutators in stryker.conf.json expects names of mutators, not "EmptyBody"',
    );
  });
});
