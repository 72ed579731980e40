import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { noteProgress } from '../../../src/commands/noted-progress.ts';
import type { AuditEvents } from '../../../src/model/progress.ts';
import { progressPath, readProgress, writeProgress } from '../../../src/store/progress.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const silent: AuditEvents = { phase() {}, advance() {}, notice() {} };

function noting(root: string) {
  const clock = { now: 0 };
  const noted = noteProgress(root, () => clock.now);
  return { clock, noted, events: noted.watch(silent) };
}

describe('a running audit', () => {
  test('notes how far it is, at most four times a second', () => {
    const root = tempProject({});
    const { clock, events } = noting(root);
    const note = () => {
      const { phase, done, total } = readProgress(root) ?? {};
      return [phase, done, total];
    };
    events.phase('discover');
    expect(note()).toEqual(['discover', 0, undefined]);
    events.phase('mutants', 40);
    events.advance();
    expect(note()).toEqual(['discover', 0, undefined]);
    clock.now = 250;
    events.advance(9);
    expect(note()).toEqual(['mutants', 10, 40]);
    clock.now = 499;
    events.advance();
    expect(note()).toEqual(['mutants', 10, 40]);
    clock.now = 500;
    events.phase('mutants', 60);
    expect(note()).toEqual(['mutants', 11, 60]);
  });

  test('tells whoever watches as before', () => {
    const seen: unknown[] = [];
    const { watch } = noteProgress(tempProject({}));
    const events = watch({
      phase: (...told) => seen.push(told),
      advance: (...told) => seen.push(told),
      notice: (notice) => seen.push(notice),
    });
    events.phase('mutants', 3);
    events.advance(2, 'a.ts');
    events.notice({ kind: 'suite', message: 'x' });
    expect(seen).toEqual([['mutants', 3], [2, 'a.ts'], { kind: 'suite', message: 'x' }]);
  });

  test('leaves nothing behind, and nothing of others out', () => {
    const root = tempProject({});
    const first = noting(root);
    first.events.phase('discover');
    expect(readdirSync(join(root, '.realcov', 'run')).sort()).toEqual(['.gitignore', 'progress.json']);
    first.noted.end();
    expect(existsSync(join(root, '.realcov'))).toBe(false);

    const second = noting(root);
    second.events.phase('discover');
    writeFileSync(join(root, '.realcov', 'run', 'ledger.jsonl'), '');
    second.noted.end();
    expect(readdirSync(join(root, '.realcov', 'run')).sort()).toEqual(['.gitignore', 'ledger.jsonl']);
  });

  test('needs no place to note it', () => {
    const root = tempProject({ '.realcov': 'a file' });
    const { events, noted } = noting(root);
    events.phase('discover');
    noted.end();
    expect(readdirSync(root)).toEqual(['.realcov']);
  });
});

describe('no audit runs', () => {
  test.each([['{'], ['null'], ['{"pid":1,"phase":"mutants","done":-1}']])('where there is %s', (text) => {
    const root = tempProject({});
    mkdirSync(join(root, '.realcov', 'run'), { recursive: true });
    writeFileSync(progressPath(root), text);
    expect(readProgress(root)).toBeUndefined();
  });

  test('where the one that noted it was killed', () => {
    const root = tempProject({});
    // Higher than any that a system gives.
    writeProgress(root, { pid: 2 ** 30, phase: 'mutants', done: 1 });
    expect(readProgress(root)).toBeUndefined();
    writeProgress(root, { pid: process.pid, phase: 'mutants', done: 1 });
    expect(readProgress(root)).toEqual({ pid: process.pid, phase: 'mutants', done: 1 });
  });
});
