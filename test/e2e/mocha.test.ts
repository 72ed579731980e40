import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hashTree, readAudit, runRealcov, withProject } from '../helpers/project.ts';
import { auditWeakened } from '../helpers/weakened-change.ts';

function useMocha(cwd: string): void {
  const file = join(cwd, 'package.json');
  const manifest: object = JSON.parse(readFileSync(file, 'utf8'));
  const test = "mocha --require tsx/cjs --require ./globals.cjs 'tests/**/*.ts'";
  writeFileSync(file, JSON.stringify({ ...manifest, scripts: { test } }));
}

test('a break of a project with Mocha is made by hand and judged by plain Mocha, and nothing is left in the project', async () => {
  await withProject('runners', { mocha: 11 }, async (cwd) => {
    useMocha(cwd);
    const before = hashTree(cwd);
    const args = ['audit', 'src/stock.ts', '--function', 'cheapest', '--verify', '1', '--seed', '1'];
    const { code, stdout } = await runRealcov(cwd, args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/ of \d breaks? made by hand: plain Mocha agrees/);
    const { mutants } = readAudit(cwd);
    const killed = mutants.find(({ status }) => status === 'killed');
    const made = await runRealcov(cwd, ['reproduce', String(killed?.id)]);
    expect({ code: made.code, stdout: made.stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining('Mocha 11'),
    });
    expect(made.stdout).toContain('The audit says killed, and it agrees.');
    const after = Object.entries(hashTree(cwd)).filter(([file]) => !/^(\.realcov|reports)\//.test(file));
    expect(Object.fromEntries(after)).toEqual(before);
  });
});

test('what realcov cannot do with Mocha is refused with one line', async () => {
  await withProject('runners', { mocha: 11 }, async (cwd) => {
    useMocha(cwd);
    expect(await runRealcov(cwd, ['generate'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        'tests are written for Vitest and Jest only so far, and this project tests with Mocha',
      ),
    });
    writeFileSync(join(cwd, 'tests', 'broken.test.ts'), "throw new Error('does not load');\n");
    const { code, stderr } = await runRealcov(cwd, ['audit']);
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringMatching(/^realcov: Mocha does not start: does not load$/m),
    });
  });
});

test('a change of a project with Mocha that weakens a test fails with its lost kills, told by the tests of the base', async () => {
  await withProject('runners', { mocha: 11 }, async (cwd) => {
    useMocha(cwd);
    const { code, stdout } = await auditWeakened(cwd);
    expect(code).toBe(1);
    expect(stdout).toContain('noticed before by "cheapest" (edited)');
  });
});
