import { join } from 'node:path';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { defineConfig, type RealcovConfig } from '../../../src/index.ts';
import { readConfiguration } from '../../../src/options/configuration.ts';
import { resolveOptions } from '../../../src/options/resolve.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const manifest = { 'package.json': '{ "name": "shop", "type": "module" }' };
const stryker = (value: unknown) => ({ 'stryker.conf.json': JSON.stringify(value) });
const own = (text: string, name = 'realcov.config.ts') => ({ [name]: `export default ${text};\n` });

const resolve = (files: Record<string, string>) =>
  resolveOptions({ cwd: tempProject({ ...manifest, ...files }) });

describe("realcov's own configuration file", () => {
  test.each(['realcov.config.ts', 'realcov.config.mts', 'realcov.config.js', 'realcov.config.mjs'])(
    '%s has the keys that stand under "realcov" in that of Stryker',
    async (name) => {
      expect(await resolve(own("{ killers: 'all', concurrency: '100%', budget: '2m' }", name))).toMatchObject(
        {
          killers: 'all',
          concurrency: expect.any(Number),
          budget: 120,
          configFiles: [expect.stringContaining(name)],
        },
      );
    },
  );

  test('may be JSON, which commands that only read can read', async () => {
    const cwd = tempProject({ ...manifest, 'realcov.config.json': '{ "outDir": "out" }' });
    const options = await resolveOptions({ cwd }, { runsCode: false });
    expect(options.outDir).toBe(join(cwd, 'out'));
    expect(options.configNotRun).toBeUndefined();
  });

  test("stands beside that of Stryker, and beats what Stryker's own keys say", async () => {
    const options = await resolve({
      ...own('{ timeoutFactor: 6, maxUnproven: 7 }'),
      ...stryker({ mutate: ['src/a.ts'], timeoutFactor: 4, concurrency: 3, realcov: { killers: 'all' } }),
    });
    expect(options).toMatchObject({
      mutate: ['src/a.ts'],
      timeoutFactor: 6,
      concurrency: 3,
      killers: 'all',
      maxUnproven: 7,
    });
  });

  test('and that of Stryker may not set the same option', async () => {
    const files = { ...own("{ killers: 'all', seed: 1 }"), ...stryker({ realcov: { killers: 'all' } }) };
    await expect(resolve(files)).rejects.toMatchObject({
      exitCode: 2,
      message: '"killers": set both in realcov.config.ts and under "realcov" in stryker.conf.json',
      hint: 'remove it from one of the two files',
    });
  });

  test.each([
    ['{ kilers: 1 }', 'unknown key "kilers" in realcov.config.ts (did you mean "killers"?)', 'keys are: '],
    ['{ json: true }', '"json" in realcov.config.ts can only be given on the command line', 'keys are: '],
    [
      '{ mutate: [] }',
      '"mutate" in realcov.config.ts is a key of Stryker\'s',
      'put it into stryker.config.json',
    ],
    ['{ seed: -1 }', 'seed in realcov.config.ts expects a whole number from 0, not -1', undefined],
    ["{ outDir: '..' }", 'outDir in realcov.config.ts lies outside of the project: ..', '--out-dir'],
    ['{ realcov: { seed: 1 } }', 'unknown key "realcov" in realcov.config.ts', 'keys are: '],
  ])('is refused where it holds %s', async (text, message, hint) => {
    await expect(resolve(own(text))).rejects.toMatchObject({
      exitCode: 2,
      message,
      hint: hint === undefined ? undefined : expect.stringContaining(hint),
    });
  });

  test('is not run for a command that only reads', async () => {
    const root = tempProject({ ...manifest, 'realcov.config.ts': "throw new Error('it was run');\n" });
    const read = await readConfiguration({ root, cwd: root, asked: undefined, runsCode: false });
    expect(read).toMatchObject({ isNotRun: true, own: {} });
  });
});

describe('defineConfig', () => {
  test('gives back what it is given', () => {
    const config: RealcovConfig = { killers: 'all', concurrency: '50%', budget: '5m', minRealCoverage: 80 };
    expect(defineConfig(config)).toBe(config);
  });

  test('knows the options that a file may set, and no other', () => {
    expectTypeOf<'killers' | 'mutators' | 'minRealCoverage' | 'history'>().toExtend<keyof RealcovConfig>();
    expectTypeOf<keyof RealcovConfig & ('json' | 'list' | 'config' | 'apply')>().toBeNever();
    expectTypeOf<RealcovConfig['killers']>().toEqualTypeOf<'first' | 'all' | undefined>();
  });
});
