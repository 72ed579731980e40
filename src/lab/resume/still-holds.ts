import { join } from 'node:path';
import { relativeTo } from '../../system/paths.ts';
import type { Lab, TestFile } from '../lab.ts';
import { changedModules, dependsOnAll, hadNoPart, type Inputs } from './inputs.ts';
import type { Found, Standing } from './ledger.ts';

interface Now {
  /** Of the project, absolute. */
  root: string;
  inputs: Inputs;
  tests: TestFile[];
  /** Keys of sources by their paths, relative to the root. */
  keys: ReadonlyMap<string, string>;
}

type Asked = Pick<Lab, 'related' | 'imports' | 'roles' | 'hasGlobalSetup'>;

/**
 * What of the results of an audit before an edit is what it would be after it: those of test files that have nothing to do
 * with what changed, neither by what they import nor by what they did. Undefined where nobody can say.
 */
export async function whatStillHolds(
  lab: Asked,
  { header, entries, foreign }: Found,
  { root, inputs, tests, keys }: Now,
): Promise<Standing | undefined> {
  if (foreign || !header || lab.hasGlobalSetup) return undefined;
  const pathOf = (file: string) => join(root, file);
  const changed = changedModules(header.inputs, inputs);
  if (!changed || changed.length === 0) return undefined;
  const paths = changed.map(pathOf);
  const related = new Set((await lab.related(paths, tests)).map(({ path }) => relativeTo(root, path)));
  // Asked last: a lab that is closed gives no answer, and its answer before was none either.
  const seeds = [...lab.roles.support, ...tests.slice(0, 1).map(({ path }) => path)];
  const imports = await lab.imports(seeds);
  if (seeds.some((seed) => imports[seed] === undefined)) return undefined;
  const ofAll = await lab.imports(lab.roles.support);
  if (paths.some((path) => ofAll[path] !== undefined)) return undefined;
  const changedKeys = changed.flatMap((file) => keys.get(file) ?? []);
  const apart = new Set(
    [...Map.groupBy(entries.values(), ({ file }) => file)]
      .filter(([file]) => !changed.includes(file) && !related.has(file))
      .filter(([, own]) =>
        hadNoPart(
          own.flatMap(({ lines }) => lines),
          changed,
          changedKeys,
        ),
      )
      .map(([file]) => file),
  );
  return { changed, holds: ({ file, lines }) => apart.has(file) && !dependsOnAll(lines) };
}
