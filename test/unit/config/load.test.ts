import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfigFile } from '../../../src/config/load.ts';
import { readStrykerSettings } from '../../../src/config/stryker.ts';
import { UserError } from '../../../src/errors.ts';
import { tempProject } from '../../helpers/temp-project.ts';

function load(name: string, text: string): Promise<Record<string, unknown>> {
  return loadConfigFile(join(tempProject({ [name]: text }), name));
}

test.each([
  ['stryker.conf.json', '\uFEFF{ "mutate": [] }'],
  ['stryker.conf.mjs', 'export default { mutate: [] };'],
  ['stryker.conf.cjs', 'module.exports = { mutate: [] };'],
])('%s is read', async (name, text) => {
  expect(await load(name, text)).toEqual({ mutate: [] });
});

test.each([
  ['a.json', '{ "mutate": [ }', 'Unexpected token'],
  ['b.json', '["src"]', 'it holds an array instead of an object'],
  ['c.json', 'null', 'it holds null instead of an object'],
  ['d.mjs', 'export const mutate = [];', 'it has no default export'],
  ['e.mjs', 'export default () => ({});', 'it holds a function instead of an object'],
  ['f.mjs', "throw new Error('no such preset');", 'no such preset'],
  ['g.mjs', 'export default {', 'g.mjs cannot be used: '],
])('%s cannot be used, and the message says why in one line', async (name, text, why) => {
  const error: unknown = await load(name, text).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  const { message, hint, exitCode } = error as UserError;
  expect(message).toContain(`${name} cannot be used: `);
  expect(message).toContain(why);
  expect(message).not.toContain('\n');
  expect(hint).toContain('--config');
  expect(exitCode).toBe(2);
});

test('TypeScript is read, its types left out', async () => {
  const text = 'const mutate: string[] = [];\nexport default { mutate };\n';
  expect(await load('h.config.mts', text)).toEqual({ mutate: [] });
});

test('a Node that reads no TypeScript is told so, with what to do', async () => {
  const file = join(tempProject({ 'i.config.ts': 'export default {};' }), 'i.config.ts');
  await expect(loadConfigFile(file, false)).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining(`is TypeScript, which Node ${process.versions.node} does not read`),
    hint: 'use Node 22.18 or newer, or write it as realcov.config.mjs',
  });
});

test('a file that takes its helper from realcov, which is not installed, says how to install it', async () => {
  // What Node says; the loader of this test has words of its own.
  const text = `throw new Error("Cannot find package 'realcov' imported from /shop/realcov.config.mjs");`;
  await expect(load('j.config.mjs', text)).rejects.toMatchObject({
    hint: 'install it in the project: npm install --save-dev realcov',
  });
});

test('a key of Stryker that is of the wrong type is named', () => {
  expect(() => readStrykerSettings({ mutator: { excludedMutations: 'Regex' } }, 'stryker.conf.json')).toThrow(
    'the key "mutator.excludedMutations" in stryker.conf.json is not what Stryker expects',
  );
});
