import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Breaks } from '../../../src/audit/breaks.ts';
import { nothingJudged } from '../../../src/generate/accept/accept.ts';
import { replay } from '../../../src/generate/accept/replay.ts';
import type { Candidate } from '../../../src/generate/write/write.ts';
import type { Mutant } from '../../../src/model/mutant.ts';
import type { PlainRun } from '../../../src/reproduce/plain-run.ts';
import { makeTempFolder, removeTempFolder } from '../../../src/system/temp-folders.ts';

const mutant = {
  id: 'm',
  file: 'a.ts',
  location: { start: { line: 1, column: 20 }, end: { line: 1, column: 21 } },
  original: '1',
  replacement: '2',
} as Mutant;

/**
 * @param failsOn with which of the runs, clean and broken ones by themselves, the test fails
 * @returns why the test is rejected, undefined if it is not
 */
async function rejection(failsOn: { clean: number[]; broken: number[] }): Promise<string | undefined> {
  const root = makeTempFolder('replay');
  onTestFinished(() => removeTempFolder(root));
  writeFileSync(join(root, 'a.ts'), 'export const one = 1;\n');
  const candidate: Candidate = {
    suite: 'a',
    name: 'b',
    text: "test('b', () => {});",
    uses: [],
    imports: ['one'],
  };
  const judged = {
    ...nothingJudged(),
    accepted: [candidate],
    noticed: new Set(['m']),
    notices: new Map([[candidate, ['m']]]),
    reaches: new Map([[candidate, new Set(['m'])]]),
  };
  const runs = { clean: 0, broken: 0 };
  const plain = (files: string[]): Promise<PlainRun> => {
    const kind = readFileSync(join(root, 'a.ts'), 'utf8').includes('2') ? 'broken' : 'clean';
    const fails = failsOn[kind].includes(++runs[kind]);
    const failures = fails ? files.map((file) => ({ file, test: 'a > b', message: 'failed' })) : [];
    const touches = { touched: [], made: [], removed: [], commands: [], signals: [] };
    return Promise.resolve({ green: !fails, timedOut: false, ms: 1, failures, files, touches });
  };
  const trial = {
    source: 'a.ts',
    file: 'realcov-trial-0.test.ts',
    specifier: './a.ts',
    style: { runner: 'vitest' as const, call: 'test' as const, globals: false, extension: 'source' as const },
    candidates: [candidate],
  };
  await replay([trial], judged, {
    root,
    breaks: { files: [{ mutants: [mutant] }] } as unknown as Breaks,
    plain,
    signal: new AbortController().signal,
  });
  return judged.rejected[0]?.reason;
}

test('a test is accepted that fails each time with the break, and never without', async () => {
  expect(await rejection({ clean: [], broken: [1, 2, 3] })).toBeUndefined();
});

test('a test that fails by chance is not', async () => {
  const reason = 'made by hand, the breaks that it is said to notice are not noticed by it';
  expect(await rejection({ clean: [], broken: [1, 3] })).toBe(reason);
  expect(await rejection({ clean: [], broken: [1, 2] })).toBe(reason);
  expect(await rejection({ clean: [1], broken: [1, 2, 3] })).toBe('it fails in a plain run: failed');
  for (const run of [2, 3, 4])
    expect(await rejection({ clean: [run], broken: [1, 2, 3] })).toBe('it does not always pass');
});
