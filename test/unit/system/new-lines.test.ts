import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NewLines } from '../../../src/system/new-lines.ts';
import { tempProject } from '../../helpers/temp-project.ts';

test('each line is read once, when it is whole', () => {
  const file = join(tempProject({}), 'lines.jsonl');
  const lines = new NewLines(file);
  expect(lines.next()).toEqual([]);
  writeFileSync(file, 'one\ntwo\nth');
  expect(lines.next()).toEqual(['one', 'two']);
  expect(lines.next()).toEqual([]);
  appendFileSync(file, 'ree 𠮷\n');
  expect(lines.next()).toEqual(['three 𠮷']);
});

test('a file that became shorter has nothing new', () => {
  const file = join(tempProject({ lines: 'one\ntwo\n' }), 'lines');
  const lines = new NewLines(file);
  lines.next();
  writeFileSync(file, 'one\n');
  expect(lines.next()).toEqual([]);
});
