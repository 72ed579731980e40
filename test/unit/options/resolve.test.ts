import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { usualReporters } from '../../../reports/reporters/index.ts';
import { resolveOptions } from '../../../src/options/resolve.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const manifest = { 'package.json': '{ "name": "shop" }' };
const config = (value: unknown) => ({ 'stryker.conf.json': JSON.stringify(value) });

beforeEach(() => {
  vi.stubEnv('GITHUB_ACTIONS', undefined);
  vi.stubEnv('GITLAB_CI', undefined);
  return () => vi.unstubAllEnvs();
});

describe('the options of an audit', () => {
  test.each([
    ['GITHUB_ACTIONS', 'github'],
    ['GITLAB_CI', 'gitlab'],
  ])('where %s is set, have the reporter %s if none are named', async (variable, reporter) => {
    const root = tempProject(manifest);
    const named = tempProject({ ...manifest, ...config({ realcov: { reporters: ['sarif'] } }) });
    for (const [value, reporters] of [
      ['true', [...usualReporters, reporter]],
      ['false', usualReporters],
    ] as const) {
      vi.stubEnv(variable, value);
      expect((await resolveOptions({ cwd: root })).reporters).toEqual(reporters);
      expect((await resolveOptions({ cwd: root, reporters: ['json'] })).reporters).toEqual(['json']);
      expect((await resolveOptions({ cwd: named })).reporters).toEqual(['sarif']);
    }
  });

  test('are all there without any configuration', async () => {
    const root = tempProject(manifest);
    expect(await resolveOptions({ cwd: root })).toMatchObject({
      root,
      paths: [],
      config: undefined,
      mutate: undefined,
      killers: 'first',
      reporters: usualReporters,
      outDir: join(root, 'reports', 'realcov'),
      maxUnproven: 5,
      ignorers: [],
    });
  });

  test('come from the command line before the file, and from the file before the defaults', async () => {
    const root = tempProject({
      ...manifest,
      ...config({ realcov: { killers: 'all', maxUnproven: 7, verbose: true } }),
    });
    const options = await resolveOptions({ cwd: root, killers: 'first', maxFileSize: 9 });
    expect(options).toMatchObject({
      killers: 'first',
      maxUnproven: 7,
      verbose: true,
      maxFileSize: 9,
      quiet: false,
    });
  });

  test("take over Stryker's keys of the same meaning, which our own keys beat", async () => {
    const root = tempProject({
      ...manifest,
      ...config({
        mutate: ['./src/**/*.ts', '!src/a.ts'],
        mutator: { excludedMutations: ['StringLiteral'] },
        testFiles: ['tests/**'],
        concurrency: 3,
        timeoutFactor: 4,
        vitest: { configFile: 'vitest.mutation.ts' },
        realcov: { timeoutFactor: 6 },
      }),
    });
    expect(await resolveOptions({ cwd: root })).toMatchObject({
      configFiles: [join(root, 'stryker.conf.json')],
      mutate: ['src/**/*.ts', '!src/a.ts'],
      excludeMutators: ['StringLiteral'],
      tests: ['tests/**'],
      concurrency: 3,
      timeoutFactor: 6,
      vitest: { configFile: 'vitest.mutation.ts' },
    });
  });

  test("leave Stryker's other keys alone", async () => {
    const root = tempProject({ ...manifest, ...config({ reporters: ['html'], thresholds: { break: 99 } }) });
    expect(await resolveOptions({ cwd: root })).toMatchObject({
      reporters: usualReporters,
      minRealCoverage: undefined,
    });
  });

  test('belong to the project around the working directory, from which paths are read', async () => {
    const root = tempProject({
      ...manifest,
      'src/deep/a.ts': '',
      'other.conf.json': '{ "realcov": { "outDir": "out" } }',
    });
    const cwd = join(root, 'src', 'deep');
    const options = await resolveOptions({
      cwd,
      paths: ['a.ts', '../*.ts'],
      config: '../../other.conf.json',
    });
    expect(options).toMatchObject({ root, paths: ['src/deep/a.ts', 'src/*.ts'], outDir: join(root, 'out') });
    expect((await resolveOptions({ cwd, outDir: 'out' })).outDir).toBe(join(cwd, 'out'));
  });

  test('name known mutators only', async () => {
    const cwd = tempProject(manifest);
    await expect(resolveOptions({ cwd, mutators: ['EmptyBdy'] })).rejects.toThrow(
      '--mutators: unknown mutator "EmptyBdy" (did you mean "EmptyBody"?)',
    );
    await expect(resolveOptions({ cwd, excludeMutators: ['Regex', 'Number'] })).rejects.toThrow(
      'unknown mutator "Number"',
    );
    expect((await resolveOptions({ cwd, mutators: ['EmptyBody', 'Regex'] })).mutators).toEqual([
      'EmptyBody',
      'Regex',
    ]);
  });

  test('may exclude what another Stryker version calls a mutator', async () => {
    const root = tempProject({
      ...manifest,
      ...config({ mutator: { excludedMutations: ['FutureMutator'] } }),
    });
    expect((await resolveOptions({ cwd: root })).excludeMutators).toEqual(['FutureMutator']);
  });

  test('of a program are checked like those of the command line', async () => {
    await expect(resolveOptions({ cwd: tempProject(manifest), concurrency: 0 })).rejects.toThrow(
      'the option concurrency expects a whole number from 1',
    );
  });

  test('need a working directory that exists', async () => {
    const root = tempProject(manifest);
    mkdirSync(join(root, 'src'));
    await expect(resolveOptions({ cwd: join(root, 'gone') })).rejects.toThrow('does not exist');
  });
});

describe('what a run is restricted to', () => {
  const project = () =>
    tempProject({
      ...manifest,
      'src/a.ts': '',
      ...config({ testFiles: ['tests/**'], realcov: { mutators: ['EmptyBody'] } }),
    });

  test('is nothing that the configuration file says', async () => {
    const root = project();
    expect((await resolveOptions({ cwd: root })).part).toBeUndefined();
    expect((await resolveOptions({ cwd: root, killers: 'all', checkTypes: true })).part).toBeUndefined();
  });

  test('is what its own arguments say, relative to the root', async () => {
    const options = await resolveOptions({
      cwd: join(project(), 'src'),
      paths: ['a.ts'],
      function: 'total',
      since: 'main',
      tests: ['../ai/**'],
      excludeMutators: ['CatchRemoval'],
    });
    expect(options.part).toEqual({
      paths: ['src/a.ts'],
      function: 'total',
      since: 'main',
      tests: ['ai/**'],
      excludeMutators: ['CatchRemoval'],
    });
  });
});

describe('the tests of a change alone', () => {
  test('leave of the gate what is about tests', async () => {
    const options = await resolveOptions({
      cwd: tempProject(manifest),
      staged: true,
      testsOfChange: true,
      failOn: ['new-survivors', 'lost-kills', 'pseudo-tested', 'theater', 'unpinned-tests', 'hollow'],
      minRealCoverage: 80,
      minDiffCoverage: 80,
    });
    expect(options).toMatchObject({
      failOn: ['theater', 'unpinned-tests', 'hollow'],
      minRealCoverage: undefined,
      minDiffCoverage: undefined,
      part: { staged: true, testsOfChange: true },
    });
  });

  test('need a change', async () => {
    await expect(resolveOptions({ cwd: tempProject(manifest), testsOfChange: true })).rejects.toMatchObject({
      message: '--tests-of-change needs a change',
      exitCode: 2,
    });
  });
});
