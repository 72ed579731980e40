import { describe, expect, test } from 'vitest';
import { loadIgnorers } from '../../../src/config/ignorers.ts';
import { linkPackage, tempProject } from '../../helpers/temp-project.ts';

const ignoring = (reason: string) => `{ shouldIgnore: () => ${JSON.stringify(reason)} }`;
const plugin = (name: string, how: string) => `{ kind: 'Ignore', name: '${name}', ${how} }`;
const moduleOf = (...plugins: string[]) => `export const strykerPlugins = [${plugins.join(', ')}];`;

async function reasons(
  root: string,
  plugins: string[],
  names: string[],
  config = {},
): Promise<(string | undefined)[]> {
  const ignorers = await loadIgnorers({ names, plugins, root, config });
  return ignorers.map((ignorer) => ignorer.shouldIgnore({}));
}

describe('ignorers', () => {
  test('are found by name, in any case, in a module of the project', async () => {
    const root = tempProject({
      'ignore.mjs': moduleOf(
        plugin('logs', `value: ${ignoring('log')}`),
        plugin('Debug', `value: ${ignoring('debug')}`),
      ),
    });
    expect(await reasons(root, ['./ignore.mjs'], ['debug', 'logs'])).toEqual(['debug', 'log']);
  });

  test('may be classes and factories that ask for the configuration and the logger', async () => {
    const root = tempProject({
      'ignore.mjs': `
        class ByClass {
          static inject = ['options', 'logger'];
          constructor(options, logger) { logger.debug('made'); this.reason = options.why; }
          shouldIgnore() { return this.reason; }
        }
        const byFactory = (options) => ({ shouldIgnore: () => options.why + '!' });
        byFactory.inject = ['options'];
        ${moduleOf(plugin('class', 'injectableClass: ByClass'), plugin('factory', 'factory: byFactory'))}`,
    });
    expect(await reasons(root, ['./ignore.mjs'], ['class', 'factory'], { why: 'said so' })).toEqual([
      'said so',
      'said so!',
    ]);
  });

  test('come from packages of the project, one by one or by pattern, also if those can only be imported', async () => {
    const manifest = (name: string) =>
      JSON.stringify({ name, type: 'module', exports: { '.': { types: './a.d.ts', import: './index.js' } } });
    const root = tempProject({
      'node_modules/alone/package.json': manifest('alone'),
      'node_modules/alone/index.js': moduleOf(plugin('alone', `value: ${ignoring('alone')}`)),
      'node_modules/@scope/stryker-a/package.json': manifest('@scope/stryker-a'),
      'node_modules/@scope/stryker-a/index.js': moduleOf(plugin('a', `value: ${ignoring('a')}`)),
      'node_modules/@scope/other/package.json': manifest('@scope/other'),
      'node_modules/@scope/other/index.js': "throw new Error('not asked for');",
    });
    expect(await reasons(root, ['alone', '@scope/stryker-*'], ['a', 'alone'])).toEqual(['a', 'alone']);
  });

  test("include Stryker's own for Angular", async () => {
    const [ignorer] = await loadIgnorers({
      names: ['angular'],
      plugins: [],
      root: tempProject({}),
      config: {},
    });
    expect(ignorer?.shouldIgnore).toBeTypeOf('function');
  });

  test('load no plugin when none is named', async () => {
    const root = tempProject({ 'bad.mjs': 'globalThis.pluginLoaded = true;' });
    expect(await reasons(root, ['./bad.mjs'], [])).toEqual([]);
    expect(globalThis).not.toHaveProperty('pluginLoaded');
  });

  test('that nobody has are an error that suggests the nearest', async () => {
    const root = tempProject({ 'ignore.mjs': moduleOf(plugin('console', `value: ${ignoring('x')}`)) });
    await expect(reasons(root, ['./ignore.mjs'], ['consol'])).rejects.toThrow(
      'no plugin has the ignorer "consol" (did you mean "console"?)',
    );
  });

  test('whose plugin does not load are an error that says why', async () => {
    const root = tempProject({ 'bad.mjs': "throw new Error('needs a licence');" });
    linkPackage(root, 'zod');
    await expect(reasons(root, ['./bad.mjs', 'zod', 'gone'], ['console'])).rejects.toMatchObject({
      exitCode: 2,
      hint: expect.stringMatching(/^not loaded: \.\/bad\.mjs: needs a licence; gone: Cannot find module/),
    });
  });
});
