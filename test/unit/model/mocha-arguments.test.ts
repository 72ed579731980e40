import { expect, test } from 'vitest';
import { mochaArguments } from '../../../src/model/mocha-arguments.ts';
import { nodeTestArguments } from '../../../src/model/node-test-reporter.ts';

test('what says how Mocha tells its results, or when it stops, is left out', () => {
  const words = [
    '-R',
    'dot',
    '--require',
    'tsx/cjs',
    '--bail',
    '--reporter=spec',
    '--parallel',
    '-j',
    '2',
    'test/**/*.ts',
  ];
  expect(mochaArguments(words)).toEqual(['--require', 'tsx/cjs', 'test/**/*.ts']);
});

test('the same of node --test', () => {
  const words = [
    '--test-reporter',
    'dot',
    '--test-concurrency=1',
    '--experimental-test-coverage',
    'a.test.js',
  ];
  expect(nodeTestArguments(words)).toEqual(['--test-concurrency=1', 'a.test.js']);
});
