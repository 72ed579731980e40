import { expect, test } from 'vitest';
import { plainCommand } from '../../../src/reproduce/plain-command.ts';

const how = { report: '/tmp/run/report.json', bail: true };
const jest = { name: 'jest' as const, folder: '/p/node_modules/jest' };

test('plain Jest runs the files, and keeps what the test script gives it but names of tests', () => {
  const settings = { arguments: ['--config=unit.js', '--color=true', 'src/unit'], env: { TZ: 'UTC' } };
  expect(plainCommand({ ...jest, settings }, { files: ['a.test.ts', 'b.test.ts'] }, how)).toEqual([
    '/p/node_modules/jest/bin/jest.js',
    '--runTestsByPath',
    'a.test.ts',
    'b.test.ts',
    '--config=unit.js',
    '--color=true',
    '--ci',
    '--coverage=false',
    '--watchAll=false',
    '--bail=0',
    '--cacheDirectory=/tmp/run/tmp/jest-cache',
    '--json',
    '--outputFile=/tmp/run/report.json',
  ]);
});

test('plain Jest finds the tests of a source', () => {
  expect(plainCommand(jest, { relatedTo: 'src/a.ts' }, how).slice(1, 4)).toEqual([
    '--findRelatedTests',
    'src/a.ts',
    '--passWithNoTests',
  ]);
});

test('plain Vitest stops after the first failure where that is enough', () => {
  const vitest = { name: 'vitest' as const, folder: '/p/node_modules/vitest', settings: { globals: true } };
  const args = plainCommand(vitest, { relatedTo: 'src/a.ts' }, how);
  expect(args.slice(0, 6)).toEqual([
    '/p/node_modules/vitest/vitest.mjs',
    'related',
    'src/a.ts',
    '--run',
    '--bail=1',
    '--globals=true',
  ]);
});
