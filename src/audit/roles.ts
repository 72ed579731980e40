import { join } from 'node:path';
import picomatch from 'picomatch';
import type { Found } from '../discover/index.ts';
import { isOrdinarySource } from '../discover/source-names.ts';
import type { Lab } from '../lab/lab.ts';
import { isWantedTest } from '../lab/open.ts';
import type { TestRoles } from '../model/test-roles.ts';
import { relativeTo } from '../system/paths.ts';

type Asked = Pick<Lab, 'files' | 'roles' | 'imports'>;

/** Vitest's answer about the project's files. Vitest has started, but runs nothing. */
export async function askRoles(
  lab: Asked,
  { root, sources }: Found,
  options: { tests: string[] },
): Promise<TestRoles> {
  const { tests, others, support } = lab.roles;
  const named = (paths: string[]) => new Set(paths.map((path) => relativeTo(root, path)));
  const isOther = others.map(({ base, include, exclude }) => {
    const [isIn, isOut] = [picomatch(include, { dot: true }), picomatch(exclude, { dot: true })];
    return (file: string) => {
      const path = relativeTo(base, join(root, file));
      return isIn(path) && !(exclude.length > 0 && isOut(path));
    };
  });
  const roles = { tests: named(tests), support: named(support) };
  for (const file of sources) if (isOther.some((matches) => matches(file))) roles.tests.add(file);
  // Only for files that do not look like sources, because the answer needs all imports of the tests.
  const isKnown = (file: string) =>
    roles.tests.has(file) || roles.support.has(file) || isOrdinarySource(file);
  const seeds = [...support, ...lab.files.filter(isWantedTest(root, options)).map(({ path }) => path)];
  const imports = sources.every(isKnown) ? {} : await lab.imports([...new Set(seeds)]);
  const byFile = Object.entries(imports).map(([file, own]): [string, string[]] => [
    relativeTo(root, file),
    own.map((each) => relativeTo(root, each)),
  ]);
  return { ...roles, imports: new Map(byFile) };
}
