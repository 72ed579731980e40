import { CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { explain } from '../../../src/commands/failure.ts';
import { UserError } from '../../../src/errors.ts';
import { expectHarmless, hostile } from '../../helpers/hostile.ts';

test('a full disk is no bug, and what to do about it is said', () => {
  const error = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const { text, exitCode } = explain(error);
  expect(exitCode).toBe(2);
  expect(text).toMatch(
    /^realcov: there is no space left: ENOSPC: .*\n {2}hint: free some space, .*TMPDIR.*\n$/,
  );
});

test('what the user can mend is a line and a hint, without a stack', () => {
  expect(explain(new UserError(3, 'the suite is red', 'mend it'))).toEqual({
    text: 'realcov: the suite is red\n  hint: mend it\n',
    exitCode: 3,
  });
  expect(explain(new UserError(2, 'no such thing')).text).toBe('realcov: no such thing\n');
});

test('a bug keeps its stack and asks to be reported', () => {
  const { text, exitCode } = explain(new TypeError('x is undefined'));
  expect(text).toMatch(/^TypeError: x is undefined\n {4}at /);
  expect(text).toContain('Please report it');
  expect(exitCode).toBe(70);
});

test('something thrown that is no error is a bug too', () => {
  expect(explain('oops')).toMatchObject({ text: expect.stringContaining('oops'), exitCode: 70 });
});

test('a wrong option is one line with its suggestion', () => {
  const error = new CommanderError(
    1,
    'commander.unknownOption',
    "error: unknown option '--lits'\n(Did you mean --list?)",
  );
  expect(explain(error).text.split('\n')[0]).toBe("realcov: unknown option '--lits' (Did you mean --list?)");
  expect(explain(error).exitCode).toBe(2);
});

test('help and version are no failure', () => {
  expect(explain(new CommanderError(0, 'commander.helpDisplayed', '(outputHelp)'))).toEqual({
    text: '',
    exitCode: 0,
  });
});

test('names in what goes wrong begin no line and steer no terminal', () => {
  const [message, hint, detail] = hostile(['the suite is red', 'mend it', 'a.test.ts']) as [
    string,
    string,
    string,
  ];
  expectHarmless(explain(new UserError(3, message, hint, [detail])).text);
  expectHarmless(explain(new CommanderError(1, 'commander.unknownOption', message)).text);
});
