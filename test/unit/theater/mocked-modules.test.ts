import { describe, expect, test } from 'vitest';
import { onlyMockedSources } from '../../../src/theater/mocked-modules.ts';
import { readTestFile } from '../../../src/theater/test-file.ts';

const sources = ['src/user.ts', 'src/db.ts'];

function mockedIn(source: string): string[] {
  return onlyMockedSources('test/user.test.ts', readTestFile(source, 'a.test.ts')!, sources);
}

describe('a test file that replaces all sources that it imports', () => {
  test.each([
    ["import { get } from '../src/user.ts'; vi.mock('../src/user.ts');"],
    ["import { get } from '../src/user'; vi.mock('../src/user', () => ({ get: () => 1 }));"],
    ["import { get } from '../src/user.js'; vi.mock(import('../src/user.js'));"],
    ["import { get } from '@/user'; vi.mock('@/user');"],
    ["vi.mock('../src/user'); test('it', async () => { const { get } = await import('../src/user'); });"],
    ["import type { User } from '../src/db'; import { get } from '../src/user'; vi.mock('../src/user');"],
    ["import { render } from 'react-dom'; import { get } from '../src/user'; vi.mock('../src/user');"],
  ])('%s', (source) => {
    expect(mockedIn(source)).toEqual(['src/user.ts']);
  });
});

describe('a test file that does not', () => {
  test.each([
    ["import { get } from '../src/user.ts';"],
    ["import { get } from '../src/user'; import { query } from '../src/db'; vi.mock('../src/db');"],
    ["import { get } from '../src/user'; vi.mock('../src/user', { spy: true });"],
    ["import { get } from '../src/user'; vi.mock('../src/user', async (load) => ({ ...(await load()) }));"],
    ["import { get } from '../src/user'; vi.mock('../src/user', () => vi.importActual('../src/user'));"],
    ["import { get } from '../src/user'; vi.mock('../src/user'); vi.unmock('../src/user');"],
    ["vi.mock('../src/user');"],
    ["import { get } from '../src/other'; vi.mock('../src/other');"],
  ])('%s', (source) => {
    expect(mockedIn(source)).toEqual([]);
  });
});
