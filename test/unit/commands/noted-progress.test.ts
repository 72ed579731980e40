import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { noteProgress } from '../../../src/commands/noted-progress.ts';
import type { AuditEvents, EarlyVerdict } from '../../../src/model/progress.ts';
import { VerdictReader } from '../../../src/store/live-verdicts.ts';
import { progressPath, readProgress, writeProgress } from '../../../src/store/progress.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const silent: AuditEvents = { phase() {}, advance() {}, notice() {} };
const started = '2026-05-04T10:00:00.000Z';

beforeEach(() => void vi.useFakeTimers({ now: new Date(started) }));
afterEach(() => void vi.useRealTimers());

function noting(root: string) {
  const noted = noteProgress(root);
  return { noted, events: noted.watch(silent) };
}

function verdictOn(id: string, status: EarlyVerdict['status'] = 'survived'): EarlyVerdict {
  const at = { line: 3, column: 5 };
  const mutant = {
    id,
    file: 'src/a.ts',
    mutator: 'EmptyBody',
    level: 'function' as const,
    location: { start: at, end: at },
    original: '{ return 1; }',
    replacement: '{}',
  };
  return { mutant, status, functionName: 'one' };
}

describe('a running audit', () => {
  test('notes how far it is, at most four times a second', () => {
    const root = tempProject({});
    const { events } = noting(root);
    const note = () => {
      const { phase, done, total } = readProgress(root) ?? {};
      return [phase, done, total];
    };
    events.phase('discover');
    expect(note()).toEqual(['discover', 0, undefined]);
    events.phase('mutants', 40);
    events.advance(10);
    vi.advanceTimersByTime(249);
    expect(note()).toEqual(['discover', 0, undefined]);
    // What came last is noted though nothing follows it.
    vi.advanceTimersByTime(1);
    expect(note()).toEqual(['mutants', 10, 40]);
    events.advance();
    expect(note()).toEqual(['mutants', 10, 40]);
    vi.advanceTimersByTime(250);
    events.phase('mutants', 60);
    expect(note()).toEqual(['mutants', 11, 40]);
    vi.advanceTimersByTime(250);
    expect(note()).toEqual(['mutants', 11, 60]);
  });

  test('notes the verdicts that come, in words', () => {
    const root = tempProject({});
    const { events } = noting(root);
    const reader = new VerdictReader(root);
    events.phase('mutants', 2);
    events.verdicts?.([verdictOn('m1')]);
    events.verdicts?.([verdictOn('m2', 'killed')]);
    expect(reader.read(started)).toEqual([]);
    vi.advanceTimersByTime(250);
    const one = { file: 'src/a.ts', line: 3, functionName: 'one', what: ['deleted body'] };
    expect(reader.read(started)).toEqual([
      { id: 'm1', status: 'survived', ...one },
      { id: 'm2', status: 'killed', ...one },
    ]);
    events.verdicts?.([verdictOn('m1', 'killed')]);
    vi.advanceTimersByTime(250);
    expect(reader.read(started)).toEqual([{ id: 'm1', status: 'killed', ...one }]);
  });

  test('shows that it is still there while it has nothing to say', () => {
    const root = tempProject({});
    const { events } = noting(root);
    events.phase('mutants', 2);
    vi.advanceTimersByTime(600_000);
    expect(readProgress(root)).toMatchObject({ phase: 'mutants', started });
  });

  test('takes as many verdicts as there are', () => {
    const root = tempProject({});
    const { events } = noting(root);
    events.phase('mutants');
    events.verdicts?.(Array.from({ length: 200_000 }, (_, index) => verdictOn(`m${index}`)));
    vi.advanceTimersByTime(250);
    expect(new VerdictReader(root).read(started)).toHaveLength(200_000);
  });

  test('tells whoever watches as before', () => {
    const seen: unknown[] = [];
    const { watch } = noteProgress(tempProject({}));
    const events = watch({
      phase: (...told) => seen.push(told),
      advance: (...told) => seen.push(told),
      notice: (notice) => seen.push(notice),
      verdicts: (verdicts) => seen.push(verdicts),
    });
    events.phase('mutants', 3);
    events.advance(2, 'a.ts');
    events.notice({ kind: 'suite', message: 'x' });
    events.verdicts?.([verdictOn('m1')]);
    expect(seen).toEqual([['mutants', 3], [2, 'a.ts'], { kind: 'suite', message: 'x' }, [verdictOn('m1')]]);
  });

  test('leaves nothing behind, and nothing of others out', () => {
    const root = tempProject({});
    const first = noting(root);
    first.events.phase('discover');
    first.events.verdicts?.([verdictOn('m1')]);
    vi.advanceTimersByTime(250);
    expect(readdirSync(dirname(progressPath(root))).sort()).toEqual([
      '.gitignore',
      'progress.json',
      'verdicts.jsonl',
    ]);
    first.noted.end();
    expect(existsSync(join(root, '.realcov'))).toBe(false);

    const second = noting(root);
    second.events.phase('discover');
    second.events.advance();
    mkdirSync(join(root, '.realcov', 'run'));
    second.noted.end();
    vi.advanceTimersByTime(1000);
    expect(readdirSync(join(root, '.realcov'))).toEqual(['run']);
  });

  test('begins anew where another one was killed', () => {
    const root = tempProject({});
    const killed = noting(root);
    killed.events.phase('mutants');
    killed.events.verdicts?.([verdictOn('m1')]);
    vi.advanceTimersByTime(250);
    noting(root).events.phase('discover');
    expect(new VerdictReader(root).read(started)).toEqual([]);
  });

  test('needs no place to note it', () => {
    const root = tempProject({ '.realcov': 'a file' });
    const { events, noted } = noting(root);
    events.phase('discover');
    events.verdicts?.([verdictOn('m1')]);
    vi.advanceTimersByTime(250);
    noted.end();
    expect(readdirSync(root)).toEqual(['.realcov']);
  });
});

describe('no audit runs', () => {
  test.each([['{'], ['null'], ['{"pid":1,"started":"2026","phase":"mutants","done":-1}']])(
    'where there is %s',
    (text) => {
      const root = tempProject({});
      mkdirSync(dirname(progressPath(root)), { recursive: true });
      writeFileSync(progressPath(root), text);
      expect(readProgress(root)).toBeUndefined();
    },
  );

  test('where the one that noted it was killed', () => {
    const root = tempProject({});
    const note = { started, phase: 'mutants', done: 1 };
    // Higher than any that a system gives.
    writeProgress(root, { pid: 2 ** 30, ...note });
    expect(readProgress(root)).toBeUndefined();
    writeProgress(root, { pid: process.pid, ...note });
    expect(readProgress(root)).toEqual({ pid: process.pid, at: started, ...note });
  });
});
