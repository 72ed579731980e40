import { describe, expect, test } from 'vitest';
import { type Access, Policy } from '../../../src/guard/policy.ts';

const written = (path: string, exists = true): Access => ({ kind: 'write', path, exists });
const removed = (path: string, exists = true): Access => ({ kind: 'remove', path, exists });

function after(...accesses: Access[]): Policy {
  const policy = new Policy(['/tmp/own']);
  for (const access of accesses) policy.note(access);
  return policy;
}

describe('while code is broken', () => {
  test('anything goes inside the folder for temporary files, but not with the folder itself', () => {
    const policy = after();
    expect(policy.allows(written('/tmp/own/a'))).toBe(true);
    expect(policy.allows(removed('/tmp/own/a/b'))).toBe(true);
    expect(policy.allows(removed('/tmp/own'))).toBe(false);
    expect(policy.allows(written('/tmp/ownother/a'))).toBe(false);
  });

  test('what the clean suite writes may be written, and not removed', () => {
    const policy = after(written('/project/notes.txt'));
    expect(policy.allows(written('/project/notes.txt'))).toBe(true);
    expect(policy.allows(removed('/project/notes.txt'))).toBe(false);
    expect(policy.allows(written('/project/package.json'))).toBe(false);
  });

  test('what the clean suite makes may be removed, with all in it', () => {
    const policy = after(written('/project/out', false));
    expect(policy.allows(removed('/project/out'))).toBe(true);
    expect(policy.allows(removed('/project/out/deep/inside'))).toBe(true);
    expect(policy.allows(removed('/project'))).toBe(false);
  });

  test('what the clean suite removes may be removed, and its neighbours may not', () => {
    const policy = after(removed('/project/old'));
    expect(policy.allows(removed('/project/old'))).toBe(true);
    expect(policy.allows(removed('/project/older'))).toBe(false);
  });

  test('new names are allowed where the clean suite makes some, belong to the break, and are told once', () => {
    const policy = after(written('/project/out/a', false));
    expect(policy.allows(written('/project/out/b', false))).toBe(true);
    expect(policy.allows(removed('/project/out/b'))).toBe(true);
    expect(policy.allows(written('/elsewhere/b', false))).toBe(false);
    expect(policy.takeExtra()).toEqual(['/project/out/b']);
    expect(policy.takeExtra()).toEqual([]);
  });

  test('a new file in a new folder counts as the folder', () => {
    const policy = after(written('/project/out/a', false));
    const deep: Access = { ...written('/project/out/new/deep/a', false), makes: '/project/out/new' };
    expect(policy.allows(deep)).toBe(true);
    expect(policy.takeExtra()).toEqual(['/project/out/new']);
    expect(policy.allows({ ...deep, path: '/home/new/a', makes: '/home/new' })).toBe(false);
  });

  test('removing what is not there changes nothing', () => {
    expect(after().allows(removed('/project/none', false))).toBe(true);
  });

  test('devices hold nothing', () => {
    expect(after().allows(written('/dev/null'))).toBe(true);
    expect(after().allows(written('/dev/sda'))).toBe(false);
  });

  test('only what is new is told to be new', () => {
    const policy = after(written('/project/a'));
    expect(policy.note(written('/project/a'))).toBe(false);
    expect(policy.note(removed('/project/a'))).toBe(true);
    expect(policy.note(written('/tmp/own/a'))).toBe(false);
  });

  test('what was learned from others is allowed as well', () => {
    const policy = after();
    policy.learn({
      touched: ['/project/a'],
      made: [],
      removed: [],
      commands: [],
      signals: ['SIGHUP to itself'],
    });
    expect(policy.allows(written('/project/a'))).toBe(true);
    expect(policy.allowsSignal('SIGHUP to itself')).toBe(true);
    expect(policy.allowsSignal('SIGKILL to itself')).toBe(false);
  });
});
