import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mutatorNames, mutators } from '../../../mutators/index.ts';
import { rewriteNames } from '../../../mutators/neutral/index.ts';
import { expectMutants } from '../../helpers/expect-mutants.ts';

const folder = new URL('../../../mutators/', import.meta.url);
const readme = readFileSync(new URL('README.md', folder), 'utf8');
const rows = readme.matchAll(/^\| `(\w+)` +\| `(.*?)` +\| (.*?) +\|$/gm);
const all = Array.from(rows, ([, name = '', before = '', after = '']) => ({
  name,
  before,
  after: after.split('<br>').map((text) => text.slice(1, -1)),
}));
// The rewrites of `neutral/` have tests of their own.
const examples = all.filter(({ name }) => !(rewriteNames as readonly string[]).includes(name));
const names = mutatorNames.filter((name) => name !== 'NeutralRewrite').sort();

describe('the mutators', () => {
  it('are one for each file, named like it', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && file !== 'index.ts');
    const named = files.map((file) =>
      file.replace('.ts', '').replace(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase()),
    );
    expect(named.sort()).toEqual(names);
  });

  it('replace what a whole function does if they replace its body', () => {
    const replacing = mutators.filter(({ body }) => body !== undefined);
    expect(new Set(replacing.map(({ level }) => level))).toEqual(new Set(['function']));
  });

  it('have an example each in the README', () => {
    expect([...new Set(examples.map(({ name }) => name))].sort()).toEqual(names);
  });

  it.each(examples)('do what the README says: $name on $before', ({ name, before, after }) => {
    const mutator = mutators.find((one) => one.name === name);
    if (!mutator) throw new Error(`There is no ${name}`);
    expectMutants(mutator, before, ...after);
  });
});
