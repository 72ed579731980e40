import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noNotes, noteRefusal, noteSeen, refusalIn } from '../../../src/guard/notes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'notes-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a note is written anew after notes were forgotten', () => {
  const notes = join(folder, 'notes');
  noteRefusal(notes, 'would have deleted a');
  noNotes(notes);
  expect(refusalIn(notes)).toBeUndefined();
  noteRefusal(notes, 'would have deleted b');
  noteRefusal(notes, 'would have deleted c');
  expect(refusalIn(notes)).toBe('would have deleted c');
});

test('a process that outlives the run makes no folder that nobody removes', () => {
  rmSync(folder, { recursive: true });
  noteSeen(join(folder, 'notes'), { touched: [], made: [], removed: [], commands: [], signals: [] });
  expect(existsSync(folder)).toBe(false);
});
