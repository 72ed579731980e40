import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { cleanEnvironment, cliFile, readAudit, runRealcov } from '../../helpers/project.ts';
import { project } from './harness.ts';

const files = (ms: number): Record<string, string> => ({
  'src/sign.js': 'export function sign(n) {\n  if (n > 0) return 1;\n  return n < 0 ? -1 : 0;\n}\n',
  'src/sign.test.js': [
    "import { expect, test } from 'vitest';",
    "import { sign } from './sign.js';",
    `test('one', async () => { await new Promise((r) => setTimeout(r, ${ms})); expect(sign(1)).toBe(1); });`,
    '',
  ].join('\n'),
});

/** Runs a command, and stops it so many milliseconds after its output has said that. */
async function stopped(root: string, args: string[], after: RegExp, ms: number) {
  const child = spawn(process.execPath, [cliFile(), ...args], { cwd: root, env: cleanEnvironment() });
  let said = '';
  const begun = new Promise<void>((resolve) => {
    const hear = (chunk: Buffer) => {
      said += String(chunk);
      if (after.test(said)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
  });
  const ended = once(child, 'close') as Promise<[number | null]>;
  await begun;
  await wait(ms);
  child.kill('SIGTERM');
  const [code] = await ended;
  return { code, said };
}

describe.runIf(process.platform !== 'win32').concurrent('stopped by SIGTERM', () => {
  test('while its own audit runs, generate ends with 4 and one line', async () => {
    const { code, said } = await stopped(project(files(300)), ['generate'], /clean runs/, 500);
    expect(said).toContain('realcov: interrupted, so there is no result');
    expect(said).not.toMatch(/ENOENT|bug in realcov/);
    expect(code).toBe(4);
  });

  test('reproduce says that it was interrupted, and not that the audit is wrong', async () => {
    const root = project(files(2_000));
    await runRealcov(root, ['audit', '--quiet', '--mutators', 'EmptyBody']);
    const { id } = readAudit(root).mutants[0]!;
    const { code, said } = await stopped(root, ['reproduce', id], /\+|-/, 1_500);
    expect(said).toContain('realcov: interrupted, so there is no result');
    expect(said).toContain(`hint: run it again: realcov reproduce ${id}`);
    expect(said).not.toMatch(/wrong here|agrees/);
    expect(code).toBe(4);
  });
});
