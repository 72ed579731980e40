import { expect, test } from 'vitest';
import { failure } from '../../../src/mcp/failure.ts';

test('the last words of a command are its message, its details and its remedy', () => {
  const stderr = [
    'clean runs  3 · 1.2 s',
    'realcov: 1 test fails',
    '  a.test.ts  adds',
    '  hint: mend it',
    '',
  ].join('\n');
  expect(failure({ code: 3, stdout: '', stderr })).toMatchObject({
    message: '1 test fails',
    details: ['a.test.ts  adds'],
    hint: 'mend it',
  });
});

test('a command that was killed said nothing', () => {
  expect(failure({ code: undefined, stdout: '', stderr: 'clean runs\n' })).toMatchObject({
    message: 'realcov ended without a result (killed)',
    details: ['clean runs'],
  });
});
