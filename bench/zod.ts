import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFolder } from './repository.ts';

const version = '4.6.7';

/** A small part of zod that tests of many files reach, with few mutants at module level. */
export const zodPaths = ['src/v4/core/doc.ts', 'src/v4/core/registries.ts', 'src/v4/classic/errors.ts'];

/** All of zod's core: about 9,600 mutants. */
export const zodCorePaths = ['src/v4/core'];

/**
 * zod's own source and suite, from its npm package: fetched once into the folder for temporary files. Test files
 * that need packages or folders which are not in the npm package are left out, as is what they test.
 * @returns the folder of the project
 */
export function fetchZod(): string {
  const cache = join(tmpdir(), 'realcov-bench-cache');
  const folder = join(cache, `zod-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const unpacked = mkdtempSync(join(cache, 'unpack-'));
  try {
    execFileSync('npm', ['pack', `zod@${version}`, '--silent'], {
      cwd: unpacked,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    execFileSync('tar', ['-xzf', `zod-${version}.tgz`], { cwd: unpacked });
    const project = join(unpacked, 'package');
    writeFileSync(join(project, 'vitest.config.mjs'), vitestConfig);
    mkdirSync(join(project, 'node_modules'));
    symlinkSync(packageFolder('vitest'), join(project, 'node_modules', 'vitest'), 'junction');
    renameSync(project, folder);
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
  }
  return folder;
}

/** With names of the package and its entries leading to the sources. */
const vitestConfig = `import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path) => fileURLToPath(new URL(\`src/\${path}\`, import.meta.url));

export default defineConfig({
  resolve: {
    conditions: ['@zod/source'],
    alias: [
      { find: /^zod$/, replacement: source('index.ts') },
      { find: /^zod\\/compile$/, replacement: source('compile.ts') },
      { find: /^zod\\/(v3|v4|v4-mini|mini|locales)$/, replacement: source('$1/index.ts') },
      { find: /^zod\\/v4\\/(core|mini|classic|locales)$/, replacement: source('v4/$1/index.ts') },
    ],
  },
  ssr: { resolve: { conditions: ['@zod/source'] } },
  test: {
    include: ['src/v4/**/*.test.ts'],
    exclude: [
      'src/v4/classic/tests/{file,redos,to-json-schema}.test.ts',
      'src/v4/core/tests/{polyfill-collision,treeshake}.test.ts',
    ],
  },
});
`;
