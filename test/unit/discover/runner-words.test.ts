import { describe, expect, test } from 'vitest';
import { startedIn } from '../../../src/discover/runner-words.ts';

const started = (command: string) => startedIn(command.split(' '));

describe('the test runner among the words of a command', () => {
  test.each([
    ['mocha -R dot test', 'mocha', ['-R', 'dot', 'test'], []],
    ['nyc --reporter=lcov mocha', 'mocha', [], []],
    ['node --import tsx node_modules/mocha/bin/mocha.js a.ts', 'mocha', ['a.ts'], ['--import=tsx']],
    ['node -r ./register.js ./node_modules/.bin/_mocha', 'mocha', [], ['--require=./register.js']],
    ['tsx node_modules/mocha/bin/mocha.js', 'mocha', [], ['--import=tsx']],
    [
      'ts-mocha -p tsconfig.test.json --paths test/**/*.ts',
      'mocha',
      ['--require', 'ts-mocha', 'test/**/*.ts'],
      [],
    ],
    [
      'node --experimental-vm-modules node_modules/jest/bin/jest.js',
      'jest',
      [],
      ['--experimental-vm-modules'],
    ],
    ['vitest run', 'vitest', ['run'], []],
    ['node --import tsx/esm --test src/a.test.ts', 'node-test', ['src/a.test.ts'], ['--import=tsx/esm']],
    [
      'c8 node --test --test-concurrency=1 --enable-source-maps',
      'node-test',
      ['--test-concurrency=1'],
      ['--enable-source-maps'],
    ],
    ['tsx --test test/*.ts', 'node-test', ['test/*.ts'], ['--import=tsx']],
  ])('is found in "%s"', (command, runner, args, nodeFlags) => {
    expect(started(command)).toMatchObject({ runner, args, nodeFlags });
  });

  test.each(['eslint test', 'vitest bench', 'mochawesome-report', 'node build.js'])(
    'is not there in "%s"',
    (command) => {
      expect(started(command)).toBeUndefined();
    },
  );
});
