import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Audit } from '../../../src/model/audit.ts';
import { audit, busyProject, healthy, ledgerFile, project, type Running } from './harness.ts';

const files = busyProject(30);
const args = ['--mutators', 'EmptyBody,ConditionalExpression,ArrowFunction,NumberLiteral'];

function verdicts(report: Audit | undefined) {
  return {
    mutants: report?.mutants.map(({ id, status, killedBy, coveredBy }) => [id, status, killedBy, coveredBy]),
    tests: report?.tests.map(({ id, kills, covers }) => [id, kills, covers]),
    complete: report?.complete,
  };
}

type Row = { job?: string; lines?: { kind: string; test?: string; mutant?: string }[]; done?: true };

function rowsOf(root: string): Row[] {
  const path = join(root, ledgerFile);
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(1, -1) : [];
  // Behind its signature.
  return lines.map((line) => JSON.parse(line.slice(line.indexOf('{'))) as Row);
}

/** Ends the audit as soon as its ledger has changed so often. */
function stopAfter(root: string, rows: number, signal: NodeJS.Signals) {
  return async ({ child }: Running) => {
    while (child.exitCode === null && rowsOf(root).length < rows) await wait(5);
    child.kill(signal);
  };
}

function reused({ audit: report }: { audit: Audit | undefined }): string | undefined {
  return report?.notices.find(({ kind }) => kind === 'resumed')?.message;
}

describe.runIf(process.platform !== 'win32').concurrent('an interrupted audit', () => {
  test('goes on where it was, however often it is killed', async () => {
    const undisturbed = verdicts((await audit(project(files), { args })).audit);
    const root = project(files);
    let rows = 6;
    let last = await audit(root, { args, during: stopAfter(root, rows, 'SIGKILL') });
    while (last.signal === 'SIGKILL') {
      rows = rowsOf(root).length + 25;
      last = await audit(root, { args, during: stopAfter(root, rows, 'SIGKILL') });
    }
    expect(rows).toBeGreaterThan(50);
    expect(verdicts(last.audit)).toEqual(undisturbed);
    expect(reused(last)).toMatch(/^\d+ results are from the interrupted audit of .+; --no-resume runs/);
    expect(existsSync(join(root, '.realcov', 'run'))).toBe(false);
  });

  test('goes on in the middle of a job', async () => {
    const root = project({ 'src/m1.js': files['src/m1.js']!, 'src/m1.test.js': files['src/m1.test.js']! });
    const pairs = () =>
      rowsOf(root).flatMap(({ lines = [] }) =>
        lines.flatMap(({ kind, test, mutant }) => (kind === 'pair' ? [`${test} ${mutant}`] : [])),
      );
    const all = ['--killers', 'all'];
    await audit(root, {
      args: all,
      during: async ({ child }) => {
        while (child.exitCode === null && pairs().length < 5) await wait(5);
        child.kill('SIGKILL');
      },
    });
    const before = pairs();
    const jobs = rowsOf(root).filter(({ done }) => done).length;
    await audit(root, {
      args: all,
      during: async ({ child }) => {
        while (child.exitCode === null && rowsOf(root).filter(({ done }) => done).length === jobs)
          await wait(5);
        child.kill('SIGKILL');
      },
    });
    expect(before.length).toBeGreaterThanOrEqual(5);
    expect(pairs().length).toBeGreaterThan(before.length);
    expect(new Set(pairs()).size).toBe(pairs().length);
  });

  test('by Ctrl-C is gone on with only where the same is asked of the same project, and if that is wanted', async () => {
    const root = project(files);
    const interrupt = () => audit(root, { args, during: stopAfter(root, 12, 'SIGINT') });
    expect((await interrupt()).code).toBe(4);
    expect(reused(await audit(root, { args: [...args, '--no-resume'] }))).toBeUndefined();

    await interrupt();
    writeFileSync(join(root, 'package.json'), '{ "name": "faulty", "type": "module", "version": "2.0.0" }');
    expect(reused(await audit(root, { args }))).toBeUndefined();

    await interrupt();
    expect(reused(await audit(root, { args: [...args, '--timeout-factor', '11'] }))).toBeUndefined();

    await interrupt();
    expect(reused(await audit(root, { args }))).toBeDefined();
  });

  test('goes on after an edit with the results of the test files that have nothing to do with it', async () => {
    const isOf = (name: string) => (row: Row & { file?: string }) =>
      row.done === true && row.file === `src/${name}.test.js`;
    const root = project(files);
    await audit(root, {
      args,
      during: async ({ child }) => {
        while (child.exitCode === null && rowsOf(root).filter(isOf('m1')).length < 4) await wait(5);
        child.kill('SIGKILL');
      },
    });
    const mended = files['src/m2.js']!.replace('n > 3', 'n > 4');
    writeFileSync(join(root, 'src', 'm2.js'), mended);
    const after = await audit(root, { args });
    expect(reused(after)).toMatch(
      /^\d+ results are from .+; what may depend on src\/m2.js, changed since, is run again;/,
    );
    const anew = await audit(project({ ...files, 'src/m2.js': mended }), { args });
    expect(verdicts(after.audit)).toEqual(verdicts(anew.audit));
  });

  test('takes no result that somebody wrote into its ledger', async () => {
    const root = project(files);
    await audit(root, { args, during: stopAfter(root, 40, 'SIGKILL') });
    const text = readFileSync(join(root, ledgerFile), 'utf8');
    const forged = text.replaceAll('"outcome":"survived"', '"outcome":"killed"');
    writeFileSync(join(root, ledgerFile), `${forged}\n{"job":"x","done":true}`);
    const after = await audit(root, { args });
    expect(reused(after)).toBeUndefined();
    expect(after.audit?.notices.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('was not written by you on this machine, or was changed since'),
    );
  });

  test('has a key that no test sees', async () => {
    const spy = `${healthy['src/add.test.js']}test('sees no key', () => { expect(process.env.REALCOV_STATE_KEY).toBeUndefined(); });\n`;
    expect((await audit(project({ ...healthy, 'src/add.test.js': spy }))).code).toBe(0);
  });

  test('cannot go on where nothing can be noted, and says so', async () => {
    const root = project({ ...healthy, '.realcov': 'a file' });
    const { code, audit: report } = await audit(root);
    expect(report?.notices.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('this audit cannot be resumed: what is done cannot be noted: E'),
    );
    expect(code).toBe(0);
    expect(verdicts(report)).toEqual(verdicts((await audit(project(healthy))).audit));
  });
});
