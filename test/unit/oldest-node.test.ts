import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromRoot } from '../helpers/project.ts';

/** What Node's modules have only since a version above the lowest that package.json names (22.12), as its docs say. */
const newer: Record<string, string[]> = {
  'node:module': ['registerHooks', 'findPackageJSON', 'stripTypeScriptTypes'],
  'node:util': ['diff', 'setTraceSigInt'],
  'node:worker_threads': ['isInternalThread', 'locks'],
  'node:zlib': ['createZstdCompress', 'createZstdDecompress', 'zstdCompressSync', 'zstdDecompressSync'],
};

// A module that imports such a name does not load there at all: it is to be looked for in what the module has.
test('nothing is imported by a name that the oldest Node lacks', () => {
  const found = globSync('{src,reports,mutators}/**/*.ts', { cwd: fromRoot() }).flatMap((file) => {
    const imports = readFileSync(fromRoot(file), 'utf8').matchAll(
      /import [^;]*?\{([^}]*)\} from '(node:\w+)'/g,
    );
    return [...imports].flatMap(([, names = '', from = '']) =>
      names
        .split(/[\s,]+/)
        .filter((name) => newer[from]?.includes(name))
        .map((name) => `${file}: ${name}`),
    );
  });
  expect(found).toEqual([]);
});
