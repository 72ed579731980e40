import { expect, test } from 'vitest';
import { canSandbox, sandboxArguments, scrubbed, withoutNetwork } from '../../../src/lab/sandbox.ts';

test('only what is named may be read, and only what is named so written', () => {
  expect(canSandbox()).toBe(true);
  const args = sandboxArguments({ reads: ['/a', '/b'], writes: ['/b', '/c'] });
  expect(args[0]).toMatch(/^--(experimental-)?permission$/);
  expect(args.filter((each) => each.startsWith('--allow-fs-read'))).toEqual([
    '--allow-fs-read=/a',
    '--allow-fs-read=/b',
    '--allow-fs-read=/c',
  ]);
  expect(args.filter((each) => each.startsWith('--allow-fs-write'))).toEqual([
    '--allow-fs-write=/b',
    '--allow-fs-write=/c',
  ]);
  expect(args.join(' ')).not.toMatch(/child-process|worker|addons|wasi/);
});

test('keys and tokens are no part of the environment', () => {
  const env = {
    PATH: '/bin',
    HOME: '/root',
    LC_ALL: 'C',
    OPENAI_API_KEY: 'a',
    GITHUB_TOKEN: 'b',
    NODE_OPTIONS: '--require x',
  };
  expect(scrubbed(env)).toEqual({ PATH: '/bin', HOME: '/root', LC_ALL: 'C' });
});

test('a command without a network is the same command, maybe within another', () => {
  expect([...withoutNetwork(), 'node', 'a.js'].join(' ')).toMatch(/^(\S*unshare -rn )?node a\.js$/);
});
