import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ownPackages } from '../../../src/lab/vitest/own-packages.ts';
import { fromRoot, packageOfVitest, vitestMajors } from '../../helpers/project.ts';
import { tempProject } from '../../helpers/temp-project.ts';

/** What is printed by a process that imports a file three times, each time loading packages anew. */
function imported(files: Record<string, string>, name: string, kept: string[] = []): unknown[] {
  const folder = tempProject(files);
  const script = `
    import { Packages } from ${JSON.stringify(fromRoot('src', 'lab', 'worker', 'packages.ts'))};
    const packages = new Packages(${JSON.stringify(kept.map((each) => join(folder, each)))});
    const seen = [];
    for (let load = 0; load < 3; load++) {
      packages.renew();
      seen.push((await import(${JSON.stringify(join(folder, name))})).default, packages.used);
    }
    console.log(JSON.stringify(seen));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return JSON.parse(output) as unknown[];
}

const count = 'globalThis.count = (globalThis.count ?? 0) + 1;';

describe('packages that Node loads', () => {
  test('are loaded anew, and what they import with them', () => {
    const files = {
      'a/index.mjs': "import count from './b.mjs'; export default count;",
      'a/b.mjs': `${count} export default globalThis.count;`,
    };
    expect(imported(files, 'a/index.mjs')).toEqual([1, true, 2, true, 3, true]);
  });

  test('are loaded anew where they are required, and no more than once a load', () => {
    const files = {
      'a/index.mjs': "import b from './b.cjs'; import c from './c.cjs'; export default [b, c.count];",
      'a/b.cjs': "module.exports = require('./c.cjs').count;",
      'a/c.cjs': `${count} exports.count = globalThis.count;`,
    };
    expect(imported(files, 'a/index.mjs')).toEqual([[1, 1], true, [2, 2], true, [3, 3], true]);
  });

  test('stay where they are a part of Vitest, and what such a part imports by its name stays with it', () => {
    const files = {
      'vitest/index.mjs': "import count from 'part'; export default count;",
      'node_modules/part/index.mjs': `${count} export default globalThis.count;`,
      'node_modules/part/package.json': '{"name":"part","exports":"./index.mjs"}',
    };
    expect(imported(files, 'vitest/index.mjs', ['vitest'])).toEqual([1, false, 1, false, 1, false]);
  });
});

test.each(vitestMajors)('Vitest %i is made of its own packages and of chai', (major) => {
  const own = ownPackages(fromRoot('node_modules', packageOfVitest[major]));
  const isIn = (name: string) =>
    own.some((path) => path.replaceAll('\\', '/').endsWith(`node_modules/${name}`));
  expect(['chai', 'vite', 'jsdom', 'rollup', 'react'].map(isIn)).toEqual([
    true,
    major !== 5,
    true,
    false,
    false,
  ]);
});
