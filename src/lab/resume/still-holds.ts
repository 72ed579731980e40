import { join } from 'node:path';
import { relativeTo } from '../../system/paths.ts';
import type { Lab, TestFile } from '../lab.ts';
import { changedModules, dependsOnAll, hadNoPart, type Inputs } from './inputs.ts';
import type { Found, Standing } from './ledger.ts';

interface Now {
  /** Root of the project, absolute. */
  root: string;
  inputs: Inputs;
  tests: TestFile[];
  /** Keys of sources by their paths, relative to the root. */
  keys: ReadonlyMap<string, string>;
}

type Asked = Pick<Lab, 'related' | 'imports' | 'roles' | 'hasGlobalSetup'>;

/**
 * Which results of an audit before an edit hold after it: those of test files that are independent of the change, by
 * their imports and by what they did. Undefined if that is unknown.
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
  // Asked last: a closed lab gives no answer, and then the earlier answers are wrong too.
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
