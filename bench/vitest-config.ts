import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Name of the file that is put beside the project's own configuration of Vitest. */
export const wrapperName = 'realcov-bench.vitest.config.mjs';

/** In the order in which Vitest looks for them. */
export const configNames = ['vitest.config', 'vite.config'].flatMap((name) =>
  ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((extension) => `${name}.${extension}`),
);

/**
 * Puts a configuration with other test files into a copy of a project, where asked for. Returns its name; realcov,
 * StrykerJS and plain Vitest all use it.
 */
export function chooseTests(
  root: string,
  { tests, excludeTests }: { tests: string[]; excludeTests: string[] },
): string | undefined {
  if (tests.length + excludeTests.length === 0) return undefined;
  const own = configNames.find((name) => existsSync(join(root, name)));
  writeFileSync(join(root, wrapperName), wrapperConfig(own, tests, excludeTests));
  return wrapperName;
}

/**
 * A configuration for Vitest that is the project's own with other test files.
 * @param own name of the project's own file, if there is one
 * @param tests the only test files to run, all if empty
 */
export function wrapperConfig(own: string | undefined, tests: string[], excludeTests: string[]): string {
  const include = tests.length > 0 ? `config.test.include = ${JSON.stringify(tests)};\n  ` : '';
  return `${own === undefined ? 'const own = {};' : `import own from './${own}';`}

export default async (environment) => {
  const config = { ...(typeof own === 'function' ? await own(environment) : await own) };
  config.test = { ...config.test };
  ${include}config.test.exclude = [
    ...(config.test.exclude ?? ['**/node_modules/**', '**/.git/**']),
    ...${JSON.stringify(excludeTests)},
  ];
  return config;
};
`;
}
