import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellText } from '../../../src/model/shell.ts';

test
  .runIf(process.platform !== 'win32')
  .each([
    'adds up',
    "it's one",
    '$(touch harmed)',
    '`touch harmed`',
    'a"; touch harmed; "',
    'a\\',
    "'$HOME'",
  ])('a shell reads %j as the text that it is', (text) => {
  expect(execFileSync('sh', ['-c', `printf %s ${shellText(text)}`], { encoding: 'utf8' })).toBe(text);
});
