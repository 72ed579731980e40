import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hashTree, readAudit, runRealcov, withProject } from '../helpers/project.ts';
import { auditWeakened } from '../helpers/weakened-change.ts';

const script = (cwd: string, changes: object) => {
  const file = join(cwd, 'package.json');
  const manifest: { jest: object } = JSON.parse(readFileSync(file, 'utf8'));
  const jest = { ...manifest.jest, ...changes };
  writeFileSync(file, JSON.stringify({ ...manifest, scripts: { test: 'jest' }, jest }));
};

test('a break of a project with Jest is made by hand and judged by plain Jest, and nothing is left in the project', async () => {
  await withProject('runners', { jest: 30 }, async (cwd) => {
    script(cwd, {});
    const before = hashTree(cwd);
    const args = ['audit', 'src/stock.ts', '--function', 'cheapest', '--verify', '1', '--seed', '1'];
    const { code, stdout } = await runRealcov(cwd, args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/ of \d breaks? made by hand: plain Jest agrees/);
    const { mutants } = readAudit(cwd);
    const killed = mutants.find(({ status }) => status === 'killed');
    const made = await runRealcov(cwd, ['reproduce', String(killed?.id)]);
    expect({ code: made.code, stdout: made.stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining('Jest 30'),
    });
    expect(made.stdout).toContain('The audit says killed, and it agrees.');
    const after = Object.entries(hashTree(cwd)).filter(([file]) => !/^(\.realcov|reports)\//.test(file));
    expect(Object.fromEntries(after)).toEqual(before);
  });
});

test('a test runner inside Jest that realcov does not know is refused with one line', async () => {
  await withProject('runners', { jest: 30 }, async (cwd) => {
    writeFileSync(join(cwd, 'runner.js'), 'module.exports = async () => {};\n');
    script(cwd, { testRunner: './runner.js' });
    const { code, stderr } = await runRealcov(cwd, ['audit']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(
        /^realcov: the tests run with .*runner\.js, which realcov does not support$/m,
      ),
    });
    expect(stderr).toContain('jest-circus');
  });
});

test('a change of a project with Jest that weakens a test fails with its lost kills, told by the tests of the base', async () => {
  await withProject('runners', { jest: 30 }, async (cwd) => {
    script(cwd, {});
    const { code, stdout } = await auditWeakened(cwd);
    expect(code).toBe(1);
    expect(stdout).toContain('noticed before by "cheapest" (edited)');
  });
});
