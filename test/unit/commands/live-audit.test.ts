import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { LiveAudit } from '../../../src/commands/live-audit.ts';
import type { ArrivedVerdict } from '../../../src/model/live.ts';
import { appendVerdicts, verdictsPath } from '../../../src/store/live-verdicts.ts';
import { removeProgress, writeProgress } from '../../../src/store/progress.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const note = { pid: process.pid, started: 'first', phase: 'mutants', done: 3, total: 9 };
const progress = { type: 'progress', audit: 'first', text: 'running breaks', done: 3, total: 9 };

function verdict(id: string, what = 'deleted body'): ArrivedVerdict {
  return { id, status: 'survived', file: 'a.ts', line: 1, what: [what] };
}

describe('the audit that runs', () => {
  test('may say anything of what it does', () => {
    const root = tempProject({});
    writeProgress(root, { ...note, phase: 'constructor' });
    expect(new LiveAudit(root).now()).toEqual([{ ...progress, text: 'constructor' }]);
  });

  test.each(['2099-01-01T00:00:00.000Z', '2020-01-01T00:00:00.000Z'])(
    'is none that was noted at another time: %s',
    (at) => {
      const text = JSON.stringify({ ...note, at });
      expect(new LiveAudit(tempProject({ '.realcov/live/progress.json': text })).now()).toEqual([]);
    },
  );

  test('is told once, and all of it to a page that comes later', () => {
    const root = tempProject({});
    const audit = new LiveAudit(root);
    expect(audit.now()).toEqual([]);
    expect(audit.news()).toEqual([]);
    writeProgress(root, note);
    expect(audit.news()).toEqual([progress]);
    appendVerdicts(root, [verdict('m1')]);
    expect(audit.news()).toEqual([{ type: 'verdicts', audit: 'first', verdicts: [verdict('m1')] }]);
    expect(audit.news()).toEqual([]);
    appendVerdicts(root, [verdict('m2', 'ü')]);
    // A page that comes takes nothing from those that are there.
    expect(audit.now()).toHaveLength(2);
    expect(audit.news()).toEqual([{ type: 'verdicts', audit: 'first', verdicts: [verdict('m2', 'ü')] }]);
    writeProgress(root, { ...note, done: 4 });
    expect(audit.news()).toEqual([{ ...progress, done: 4 }]);
    writeProgress(root, note);
    const all = [
      progress,
      { type: 'verdicts', audit: 'first', verdicts: [verdict('m1'), verdict('m2', 'ü')] },
    ];
    expect(audit.now()).toEqual(all);
    expect(audit.now()).toEqual(all);
    expect(new LiveAudit(root).now()).toEqual(all);
  });

  test('is over once, and another one begins with nothing', () => {
    const root = tempProject({});
    const audit = new LiveAudit(root);
    writeProgress(root, note);
    appendVerdicts(root, [verdict('m1'), verdict('m2')]);
    audit.news();
    removeProgress(root);
    expect(audit.news()).toEqual([{ type: 'ended', audit: 'first' }]);
    expect(audit.news()).toEqual([]);
    expect(audit.now()).toEqual([]);
    writeProgress(root, { ...note, started: 'second' });
    appendVerdicts(root, [verdict('m3')]);
    expect(audit.now()).toEqual([
      { ...progress, audit: 'second' },
      { type: 'verdicts', audit: 'second', verdicts: [verdict('m3')] },
    ]);
  });

  test('may begin before anybody saw that the one before was over', () => {
    const root = tempProject({});
    const audit = new LiveAudit(root);
    writeProgress(root, note);
    appendVerdicts(root, [verdict('m1'), verdict('m2')]);
    audit.news();
    rmSync(join(root, '.realcov', 'live'), { recursive: true });
    writeProgress(root, { ...note, started: 'second' });
    appendVerdicts(root, [verdict('m3')]);
    expect(audit.news()).toEqual([
      { ...progress, audit: 'second' },
      { type: 'verdicts', audit: 'second', verdicts: [verdict('m3')] },
    ]);
  });

  test('is read as far as its lines are whole, and without those that are damaged', () => {
    const root = tempProject({});
    const audit = new LiveAudit(root);
    writeProgress(root, note);
    mkdirSync(join(root, '.realcov', 'live'), { recursive: true });
    const line = Buffer.from(`${JSON.stringify([verdict('m1', 'ü')])}\n`);
    const within = line.indexOf('ü') + 1;
    appendFileSync(verdictsPath(root), `{"not":\n[{"id":1}]\n`);
    appendFileSync(verdictsPath(root), line.subarray(0, within));
    expect(audit.news()).toEqual([progress]);
    appendFileSync(verdictsPath(root), line.subarray(within));
    expect(audit.news()).toEqual([{ type: 'verdicts', audit: 'first', verdicts: [verdict('m1', 'ü')] }]);
  });

  test('is told in parts where it has found very much', () => {
    const root = tempProject({});
    writeProgress(root, note);
    const many = Array.from({ length: 140_000 }, (_, index) => verdict(`m${index}`));
    appendVerdicts(root, many);
    const [first, ...events] = new LiveAudit(root).now();
    expect(first).toEqual(progress);
    const lists = events.flatMap((event) => (event.type === 'verdicts' ? [event.verdicts] : []));
    expect(Math.max(...lists.map(({ length }) => length))).toBeLessThanOrEqual(2_000);
    expect(lists.flat().map(({ id }) => id)).toEqual(many.map(({ id }) => id));
  });

  test('is over when its process is gone, or has not been heard of for long', () => {
    const root = tempProject({});
    const audit = new LiveAudit(root);
    writeProgress(root, note);
    expect(audit.news()).toEqual([progress]);
    vi.useFakeTimers({ now: Date.now() + 61_000 });
    onTestFinished(() => void vi.useRealTimers());
    expect(audit.news()).toEqual([{ type: 'ended', audit: 'first' }]);
    // It was only held up.
    writeProgress(root, note);
    expect(audit.news()).toEqual([progress]);
    // Higher than any that a system gives.
    writeProgress(root, { ...note, pid: 2 ** 30 });
    expect(audit.news()).toEqual([{ type: 'ended', audit: 'first' }]);
  });
});
