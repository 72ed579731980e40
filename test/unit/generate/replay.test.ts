import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Breaks } from '../../../src/audit/breaks.ts';
import { type Judged, nothingJudged, type Trial } from '../../../src/generate/accept/accept.ts';
import type { PlainSuite } from '../../../src/generate/accept/plain.ts';
import { replay } from '../../../src/generate/accept/replay.ts';
import type { Candidate } from '../../../src/generate/write/write.ts';
import type { PlainRun } from '../../../src/reproduce/plain-run.ts';
import { runMutant } from '../../helpers/run.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const source = 'export const price = (n) => n.toLocaleString();\n';

/** Two tests that notice the break, of which one fails where `failsThere` says so. */
async function replayed(failsThere: (env: NodeJS.ProcessEnv) => boolean) {
  const root = tempProject({ 'src/price.js': source });
  const candidate = (name: string) =>
    ({
      of: 'f',
      suite: 'price',
      name,
      text: `test('${name}', () => {});`,
      uses: [],
      imports: [],
    }) as unknown as Candidate;
  const candidates = [candidate('depends'), candidate('holds')];
  const { mutant } = runMutant(
    0,
    {
      file: 'src/price.js',
      location: { start: { line: 1, column: 29 }, end: { line: 1, column: 47 } },
      original: 'n.toLocaleString()',
      replacement: 'n',
    },
    [],
  );
  const trial = {
    source: 'src/price.js',
    file: 'src/realcov-trial-0.test.js',
    specifier: './price.js',
    style: { call: 'test' },
    candidates,
  } as unknown as Trial;
  const judged: Judged = {
    ...nothingJudged(),
    accepted: [...candidates],
    notices: new Map(candidates.map((each) => [each, [mutant.id]])),
    reaches: new Map(candidates.map((each) => [each, new Set([mutant.id])])),
  };
  const environments: NodeJS.ProcessEnv[] = [];
  const plain: PlainSuite = async (_files, { env } = {}) => {
    if (env) environments.push(env);
    const isBroken = readFileSync(join(root, 'src/price.js'), 'utf8') !== source;
    const failing = isBroken ? ['depends', 'holds'] : env && failsThere(env) ? ['depends'] : [];
    const failures = failing.map((name) => ({
      file: trial.file,
      test: `price > ${name}`,
      message: "expected '€0.51'",
    }));
    return {
      green: failures.length === 0,
      timedOut: false,
      ms: 1,
      failures,
      files: [trial.file],
    } as unknown as PlainRun;
  };
  const breaks = { files: [{ mutants: [mutant] }] } as unknown as Breaks;
  await replay([trial], judged, { root, breaks, plain, signal: new AbortController().signal });
  return { accepted: judged.accepted.map(({ name }) => name), rejected: judged.rejected, environments };
}

test('a test that holds in several languages and time zones is accepted', async () => {
  const { accepted, environments } = await replayed(() => false);
  expect(accepted).toEqual(['depends', 'holds']);
  expect(new Set(environments.map(({ LC_ALL }) => LC_ALL)).size).toBe(3);
  expect(new Set(environments.map(({ TZ }) => TZ)).size).toBe(3);
});

test.each(['LC_ALL=de_DE.UTF-8', 'TZ=Pacific/Honolulu'])(
  'a test that fails with %s is rejected, and those beside it stay',
  async (where) => {
    const [name = '', value] = where.split('=');
    const { accepted, rejected } = await replayed((env) => env[name] === value);
    expect(accepted).toEqual(['holds']);
    expect(rejected.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(
        /^it depends on the language or time zone \(LC_ALL=\S+ TZ=\S+\): expected '€0\.51'$/,
      ),
    ]);
    expect(rejected[0]!.reason).toContain(where);
  },
);
