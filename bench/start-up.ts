import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject } from '../src/reproduce/project-copy.ts';
import { measure } from './measure.ts';
import { cli } from './realcov.ts';
import { fromRoot, packageFolder } from './repository.ts';

export interface StartUp {
  example: string;
  /** From the start of the program to the first test, in milliseconds; one for each time it was measured. */
  vitestMs: number[];
  realcovMs: number[];
  /** Of whole audits, with all mutators. */
  auditMs: number[];
}

/**
 * Measures how long it takes to the first running test on every example. A setup file in a copy of the example says
 * when that is: not the tool.
 */
export async function startUps(times: number): Promise<StartUp[]> {
  const folder = fromRoot('examples');
  const examples = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'package.json')));
  const results: StartUp[] = [];
  for (const example of examples) results.push(await startUp(example, join(folder, example), times));
  return results;
}

async function startUp(example: string, folder: string, times: number): Promise<StartUp> {
  const copy = copyProject(folder);
  try {
    const stamp = join(copy.root, 'first-test');
    writeFileSync(join(copy.root, 'first-test.setup.mjs'), setupFile);
    writeFileSync(join(copy.root, 'vitest.config.mjs'), vitestConfig);
    const vitest = [join(packageFolder('vitest', copy.root), 'vitest.mjs'), 'run'];
    const realcov = [cli, 'audit', '--quiet', '--max-unproven', '100'];
    const result: StartUp = { example, vitestMs: [], realcovMs: [], auditMs: [] };
    await toFirstTest(vitest, copy.root, stamp);
    for (let time = 0; time < times; time++) {
      result.vitestMs.push((await toFirstTest(vitest, copy.root, stamp)).firstMs);
      const { firstMs, wholeMs } = await toFirstTest(realcov, copy.root, stamp);
      result.realcovMs.push(firstMs);
      result.auditMs.push(wholeMs);
    }
    return result;
  } finally {
    copy.remove();
  }
}

async function toFirstTest(
  args: string[],
  cwd: string,
  stamp: string,
): Promise<{ firstMs: number; wholeMs: number }> {
  writeFileSync(stamp, '');
  const startedAt = Date.now();
  const { cost, output } = await measure(args, { cwd, sample: false, env: { FIRST_TEST: stamp } });
  const first = Number(readFileSync(stamp, 'utf8').split('\n')[0]);
  if (!first) throw new Error(`no test ran:\n${output}`);
  return { firstMs: first - startedAt, wholeMs: Math.round(cost.wallMs) };
}

const setupFile = `import { appendFileSync } from 'node:fs';
import { beforeEach } from 'vitest';

const append = appendFileSync;
const now = Date.now;
let told = false;

beforeEach(() => {
  if (!told) append(process.env.FIRST_TEST, \`\${now()}\\n\`);
  told = true;
});
`;

const vitestConfig = `export default { test: { setupFiles: ['./first-test.setup.mjs'] } };
`;
