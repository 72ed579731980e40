import { describe, expect, test } from 'vitest';
import { type Command, lineOf, strangeWord } from '../../../src/guard/commands.ts';

const free = {
  isFree: (path: string) => path.startsWith('/tmp/own/'),
  isChild: (pid: number) => pid === 77,
};
const command = (program: string, ...args: string[]): Command => ({ program, args, cwd: '/project' });

function strange(seen: Command[], now: Command): string | undefined {
  return strangeWord(now, { ...free, seen: seen.map((each) => lineOf(each, free)) });
}

describe('a program that tests start while code is broken', () => {
  test('is started as the clean suite starts it', () => {
    expect(
      strange([command('rm', '-rf', '/project/out')], command('rm', '-rf', '/project/out')),
    ).toBeUndefined();
  });

  test('may be told of other temporary files and other children each time', () => {
    const seen = [command('sh', '-c', 'kill -9 77 && rm "/tmp/own/a-1"')];
    expect(strange(seen, command('sh', '-c', 'kill -9 77 && rm "/tmp/own/b-2"'))).toBeUndefined();
    expect(strange(seen, command('sh', '-c', 'kill -9 78 && rm "/tmp/own/b-2"'))).toBe('sh');
  });

  test('is not started if the clean suite never starts it', () => {
    expect(strange([], command('tar', 'x'))).toBe('tar');
  });

  test('is not started in another folder', () => {
    const elsewhere = { ...command('git', 'clean', '-fdx'), cwd: '/home' };
    expect(strange([command('git', 'clean', '-fdx')], elsewhere)).toBe('git');
  });

  test.each([
    ['rm', ['-rf', '/project/out'], ['-rf', '/project']],
    ['git', ['-C', '/project', 'clean', '-n'], ['-C', '/project', 'clean', '-fdx']],
    [
      'git',
      ['-C', '/project', 'clean', '-fdx', '/project/out'],
      ['-C', '/project', 'clean', '-fdx', '/project'],
    ],
    ['rm -rf "/project/out"', [], ['ignored']],
    ['/bin/sh', ['-c', 'true'], ['-c', 'rm -rf /']],
    ['env', ['rm', '-r', 'out'], ['rm', '-r', '.']],
  ])('%s %j is not started as %j', (program, seen, now) => {
    expect(strange([command(program, ...seen)], command(program, ...now))).toBe(program);
  });

  test('may be given other words that name no path', () => {
    const seen = [command('node', 'tool.js', '--level', '3', '/project/out')];
    expect(strange(seen, command('node', 'tool.js', '--level', '4', '/project/out'))).toBeUndefined();
    expect(strange(seen, command('node', 'tool.js', '--level', '4', '/project'))).toBe('/project');
    expect(strange(seen, command('node', 'tool.js', '--level', '..', '/project/out'))).toBe('..');
    expect(strange(seen, command('node', 'tool.js', '--out=/home', '3', '/project/out'))).toBe('--out=/home');
  });

  test('is given the paths of one command, and none instead of one', () => {
    const seen = [
      command('node', 'tool.js', 'remove', '/tmp/own/a'),
      command('node', 'tool.js', 'list', '/project'),
    ];
    expect(strange(seen, command('node', 'tool.js', '--all', 'remove', '/tmp/own/b'))).toBeUndefined();
    expect(strange(seen, command('node', 'tool.js', 'remove', '/project'))).toBeDefined();
    expect(strange(seen, command('node', 'tool.js', 'remove', ''))).toBeDefined();
    expect(strange(seen, command('node', 'tool.js', 'remove'))).toBeDefined();
    expect(strange(seen, command('node', 'tool.js', 'remove', 'elsewhere'))).toBeDefined();
  });

  test('has the same paths in its environment, and orders to read that are the same', () => {
    const clean = { ...command('node', '-'), env: { OUT: '/project/out', ID: '1' }, input: 'run()' };
    expect(strange([clean], { ...clean, env: { OUT: '/project/out', ID: '2' } })).toBeUndefined();
    expect(strange([clean], { ...clean, env: { OUT: '/project', ID: '1' } })).toBe('OUT=/project');
    expect(strange([clean], { ...clean, env: { ID: '1' } })).toBe('OUT=');
    expect(strange([clean], { ...clean, input: 'remove()' })).toBe('remove()');
  });
});
