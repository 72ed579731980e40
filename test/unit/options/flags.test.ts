import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { addOptions, givenOptions, helpText, splitList } from '../../../src/options/flags.ts';
import { type CommandName, commandNames } from '../../../src/options/spec.ts';
import { optionsOf } from '../../../src/options/table.ts';

function given(...args: string[]): Record<string, unknown> {
  const command = addOptions(new Command('audit'), 'audit').exitOverride();
  command.configureOutput({ writeErr: () => {} }).argument('[paths...]');
  command.parse(args, { from: 'user' });
  return givenOptions(command, 'audit');
}

describe('flags', () => {
  test('what is not given is not there, so that the configuration file can say it', () => {
    expect(given()).toEqual({});
  });

  test('lists are split at commas and add up', () => {
    expect(given('--mutators', 'A,B', '--mutators', 'C')).toEqual({ mutators: ['A', 'B', 'C'] });
  });

  test('the braces of a glob keep their commas', () => {
    expect(splitList('src/{a,b}.test.ts, more/*.ts')).toEqual(['src/{a,b}.test.ts', 'more/*.ts']);
  });

  test('numbers become numbers', () => {
    expect(given('--concurrency', '3', '--min-real-coverage', '72.5')).toEqual({
      concurrency: 3,
      minRealCoverage: 72.5,
    });
  });

  test('--no-times says that there are no times', () => {
    expect(given('--no-times')).toEqual({ times: false });
  });

  test('a switch that the configuration file may have turned on can be turned off', () => {
    expect(given('--check-types')).toEqual({ checkTypes: true });
    expect(given('--no-check-types')).toEqual({ checkTypes: false });
  });

  test.each([
    [['--concurrency', '0'], '--concurrency expects a whole number from 1'],
    [['--concurrency', 'many'], 'not "many"'],
    [['--concurrency', '1.5'], 'not 1.5'],
    [['--timeout-factor', '0.5'], '--timeout-factor expects a number from 1'],
    [['--min-real-coverage', '101'], '--min-real-coverage expects a percentage from 0 to 100'],
    [['--min-real-coverage', ''], 'not ""'],
    [['--killers', 'frist'], '--killers: unknown choice of killers "frist" (did you mean "first"?)'],
    [['--reporters', 'terminal,jsn'], '--reporters: unknown reporter "jsn" (did you mean "json"?)'],
  ])('%s is refused', (args, message) => {
    expect(() => given(...args)).toThrow(message);
  });
});

describe('the help of each command', () => {
  const texts = (command: CommandName) => optionsOf(command).map(([, spec]) => helpText(spec, command));

  test.each(commandNames)('%s names only flags that it has', (command) => {
    const flags = optionsOf(command).flatMap(([, { flag, negation }]) =>
      [flag, negation ?? ''].join(' ').split(' '),
    );
    const named = texts(command).flatMap((text) => text.match(/--[a-z][\w-]*/g) ?? []);
    expect(named.filter((flag) => !flags.includes(flag))).toEqual([]);
  });

  test.each(['generate', 'contract'] as const)('%s says nothing of an audit', (command) => {
    expect(texts(command).filter((text) => /audit|fail the|--verify|for generate/.test(text))).toEqual([]);
  });
});
