import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Under which name workers find realcov's part in their global object. */
export const partsName = 'realcov.jest';

/** Files that Jest loads by their path, and that lead to realcov's code in the same process. */
export interface Stubs {
  runtime: string;
  transform: string;
}

const part = `globalThis[Symbol.for(${JSON.stringify(partsName)})]`;

/**
 * They are plain CommonJS and lie where Jest transforms nothing. Realcov's own code is TypeScript when it runs from source.
 * @param folder of the lab
 */
export function writeStubs(folder: string): Stubs {
  const home = join(folder, 'node_modules', 'realcov-jest');
  mkdirSync(home, { recursive: true });
  const write = (name: string, text: string) => {
    const path = join(home, name);
    writeFileSync(path, `${text}\n`);
    return path;
  };
  return {
    runtime: write('runtime.cjs', `module.exports = ${part}.Runtime;`),
    transform: write(
      'transform.cjs',
      `module.exports = { createTransformer: (options) => ${part}.transformer(options) };`,
    ),
  };
}
