import { expect, test } from 'vitest';
import { testScript } from '../../../src/discover/test-script.ts';

const of = (scripts: Record<string, string>) => testScript({ scripts });

test.each([
  ['TZ="America/New_York" vitest', { env: { TZ: 'America/New_York' } }],
  ['cross-env NODE_ENV=test FORCE_COLOR=0 vitest run', { env: { NODE_ENV: 'test', FORCE_COLOR: '0' } }],
  ['export TZ=UTC && npx vitest run --coverage', { env: { TZ: 'UTC' } }],
  ['tsc && vitest --environment jsdom --globals', { environment: 'jsdom', globals: true }],
  [
    'vitest run --environment=happy-dom -c config/unit.ts',
    { environment: 'happy-dom', configFile: 'config/unit.ts' },
  ],
  ['vitest --dom --run', { environment: 'happy-dom' }],
  [
    'vitest run --testTimeout 20000 --hook-timeout=9000 --retry=2',
    { testTimeout: 20_000, hookTimeout: 9_000, retry: 2 },
  ],
  [
    'NODE_OPTIONS="--max-old-space-size=4096 --expose-gc" vitest',
    { env: { NODE_OPTIONS: '--max-old-space-size=4096 --expose-gc' } },
  ],
  ['c8 node ./node_modules/vitest/vitest.mjs run --mode staging', { mode: 'staging' }],
  // What is known only to the shell is left out.
  ['KEY=$SECRET A=1 vitest', { env: { A: '1' } }],
  ['vitest run src --globals=false', { globals: false }],
])('%s', (command, settings) => {
  expect(of({ test: command })).toEqual({ name: 'test', settings });
});

test('the variables of another command are not its own', () => {
  expect(of({ test: 'TZ=UTC eslint . && vitest' })?.settings).toEqual({});
});

test('a script that runs another one is followed', () => {
  const scripts = {
    test: 'npm run lint && pnpm run test:unit',
    lint: 'eslint .',
    'test:unit': 'TZ=UTC vitest',
  };
  expect(of(scripts)).toEqual({ name: 'test:unit', settings: { env: { TZ: 'UTC' } } });
});

test.each([{}, { test: 'jest' }, { test: 'vitest bench' }, { 'test:e2e': 'TZ=UTC vitest' }])(
  '%j says nothing',
  (scripts) => {
    expect(of(scripts as Record<string, string>)).toBeUndefined();
  },
);
