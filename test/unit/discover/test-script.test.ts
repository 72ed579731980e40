import { expect, test } from 'vitest';
import { testScript } from '../../../src/discover/test-script.ts';

const files: Record<string, string> = {
  '.env': 'TZ=UTC\nHOME=/elsewhere\n',
  'config/.env.test': "TZ='Asia/Tokyo'\nLEVEL=1 # of the tests\n",
};
const of = (scripts: Record<string, string>) =>
  testScript({ scripts }, { read: (file) => files[file], env: { HOME: '/home/me' } });

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
  ['node --expose-gc ./node_modules/vitest/dist/cli-wrapper.js --run --globals', { globals: true }],
  ['node --env-file=.env ./node_modules/vitest/vitest.mjs run', { env: { TZ: 'UTC' } }],
  [
    'TZ=CET node --env-file .env --env-file-if-exists=config/.env.test node_modules/.bin/vitest',
    { env: { TZ: 'CET', LEVEL: '1' } },
  ],
  ['node --env-file-if-exists=gone node_modules/.bin/vitest', {}],
  ['dotenv -- vitest', { env: { TZ: 'UTC' } }],
  ['dotenv -e config/.env.test -- vitest run', { env: { TZ: 'Asia/Tokyo', LEVEL: '1' } }],
  ['npx env-cmd -f config/.env.test vitest', { env: { TZ: 'Asia/Tokyo', LEVEL: '1' } }],
  // What is known only to the shell is left out.
  ['KEY=$SECRET A=1 vitest', { env: { A: '1' } }],
  ['vitest run src --globals=false', { globals: false }],
])('%s', (command, settings) => {
  expect(of({ test: command })).toEqual({ name: 'test', runner: 'vitest', settings });
});

test.each([
  ['TZ=UTC jest --coverage --maxWorkers 2', { env: { TZ: 'UTC' } }],
  [
    'jest -c config/unit.js --env jsdom --watchAll=false --colors',
    { arguments: ['--config=config/unit.js', '--env=jsdom', '--colors=true'] },
  ],
  ['jest src/unit --projects a b -w=50%', { arguments: ['--projects=a', '--projects=b', 'src/unit'] }],
  ['jest -t "adds up" --no-color', { arguments: ['--testNamePattern=adds up', '--color=false'] }],
  [
    'NODE_OPTIONS=--no-warnings node --experimental-vm-modules node_modules/jest/bin/jest.js --ci',
    { env: { NODE_OPTIONS: '--no-warnings --experimental-vm-modules' } },
  ],
])('%s', (command, settings) => {
  expect(of({ test: command })).toEqual({ name: 'test', runner: 'jest', settings });
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
  expect(of(scripts)).toEqual({ name: 'test:unit', runner: 'vitest', settings: { env: { TZ: 'UTC' } } });
});

test.each([{}, { test: 'jest-puppeteer' }, { test: 'vitest bench' }, { 'test:e2e': 'TZ=UTC vitest' }])(
  '%j says nothing',
  (scripts) => {
    expect(of(scripts as Record<string, string>)).toBeUndefined();
  },
);

test('programs, scripts and variables are told from what every object has', () => {
  expect(of({ test: 'npm run constructor' })).toBeUndefined();
  expect(of({ test: 'constructor vitest' })?.settings).toEqual({});
  expect(Object.entries(of({ test: '__proto__=1 toString=2 vitest' })?.settings.env ?? {})).toEqual([
    ['__proto__', '1'],
    ['toString', '2'],
  ]);
});
