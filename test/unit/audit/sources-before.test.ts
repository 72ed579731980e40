import { expect, test } from 'vitest';
import { sourcesBefore } from '../../../src/audit/change/sources-before.ts';
import { instrumentText } from '../../../src/instrument/project.ts';
import type { InstrumentedFile } from '../../../src/model/instrumented.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const options = { mutators: [], excludeMutators: [], ignorers: [] };
const before = 'declare const known: number;\nexport function total() { return known; }\n';
const same = 'export function twice(n: number): number { return n * 2; }\n';

async function sourcesOfBase(now: InstrumentedFile[], isAsked: (name: string) => boolean) {
  const units = (await instrumentText('a.ts', before, options)).functions;
  return sourcesBefore(['a.ts', 'b.ts', 'c.ts'], {
    texts: new Map([
      ['a.ts', before],
      ['c.ts', 'export const = ;'],
    ]),
    now,
    units: new Set(units.filter(({ name }) => isAsked(name)).map(({ id }) => id)),
    options,
    makeRoot: () => tempProject({ 'a.ts': before }),
  });
}

test('a source that did not change is not broken again, and one that does not parse is left out', async () => {
  const now = await instrumentText('b.ts', same, options);
  const found = await sourcesOfBase([now], () => false);
  expect(found.map(({ file }) => file)).toEqual(['b.ts', 'a.ts']);
  expect(found[0]).toBe(now);
});

test('types are inferred for a function that is asked about, so that it has the breaks that it has now', async () => {
  const constants = (files: InstrumentedFile[]) =>
    files.flatMap(({ mutants }) => mutants.filter(({ body }) => body === 'constant'));
  expect(constants(await sourcesOfBase([], () => true))).not.toEqual([]);
  expect(constants(await sourcesOfBase([], () => false))).toEqual([]);
});
