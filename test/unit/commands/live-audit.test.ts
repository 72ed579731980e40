import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LiveAudit } from '../../../src/commands/live-audit.ts';
import type { ArrivedVerdict } from '../../../src/model/live.ts';
import { appendVerdicts, verdictsPath } from '../../../src/store/live-verdicts.ts';
import { liveFolder, removeProgress, writeProgress } from '../../../src/store/progress.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const note = { pid: process.pid, started: 'first', phase: 'mutants', done: 3, total: 9 };
const progress = { type: 'progress', audit: 'first', text: 'running breaks', done: 3, total: 9 };

function verdict(id: string, what = 'deleted body'): ArrivedVerdict {
  return { id, status: 'survived', file: 'a.ts', line: 1, what: [what] };
}

describe('the audit that runs', () => {
  test('is told once, and all of it to a page that comes later', () => {
    const root = tempProject({});
    const audit = new LiveAudit(root);
    expect(audit.now()).toEqual([]);
    expect(audit.news()).toEqual([]);
    writeProgress(root, note);
    expect(audit.news()).toEqual([progress]);
    appendVerdicts(root, [verdict('m1')]);
    expect(audit.news()).toEqual([progress, { type: 'verdicts', audit: 'first', verdicts: [verdict('m1')] }]);
    appendVerdicts(root, [verdict('m2', 'ü')]);
    expect(audit.news()).toEqual([
      progress,
      { type: 'verdicts', audit: 'first', verdicts: [verdict('m2', 'ü')] },
    ]);
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
    rmSync(liveFolder(root), { recursive: true });
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
    mkdirSync(liveFolder(root), { recursive: true });
    const line = Buffer.from(`${JSON.stringify([verdict('m1', 'ü')])}\n`);
    const within = line.indexOf('ü') + 1;
    appendFileSync(verdictsPath(root), `{"not":\n[{"id":1}]\n`);
    appendFileSync(verdictsPath(root), line.subarray(0, within));
    expect(audit.news()).toEqual([progress]);
    appendFileSync(verdictsPath(root), line.subarray(within));
    expect(audit.news()).toEqual([
      progress,
      { type: 'verdicts', audit: 'first', verdicts: [verdict('m1', 'ü')] },
    ]);
  });
});
