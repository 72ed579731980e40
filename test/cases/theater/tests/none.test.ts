import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createService, each, fetchUser, loadConfig, UserService, label, parse } from '../src/user.ts';
import * as all from '../src/user.ts';

class Emitter { on(_name: string, _listener: (value: number) => void): void {} }

test('[no-assertion] typeof', () => {
  expect(typeof label).toBe('function');
});
test('[no-assertion] toBeTypeOf', () => {
  expect(label).toBeTypeOf('function');
  expect(label).toBeDefined();
});
test('[no-assertion] instance of Function', () => {
  expect(label).toBeInstanceOf(Function);
});
test('[no-assertion] new is defined', () => {
  const service = new UserService(fetchUser);
  expect(service).toBeDefined();
});
test('[no-assertion] new is an instance', () => {
  expect(new UserService(fetchUser)).toBeInstanceOf(UserService);
});
describe('in a hook', () => {
  let service: UserService;
  beforeEach(() => { service = new UserService(fetchUser); });
  test('[no-assertion] should be defined', () => {
    expect(service).toBeTruthy();
  });
});
test('[no-assertion] itself', () => {
  const text = label({ id: 1, name: 'Ann' });
  expect(text).toBe(text);
});
test('[no-assertion] itself by another name', () => {
  const text = label({ id: 1, name: 'Ann' });
  const same = text;
  expect(text).toEqual(same);
});
test('[no-assertion] in a listener', () => {
  new Emitter().on('x', (value) => { expect(value).toBe(1); });
});
test('[no-assertion] over nothing', () => {
  each([] as number[], (item) => expect(item).toBe(1));
});
test('[no-assertion] in a loop over nothing', () => {
  const users = [].map(label);
  for (const user of users) expect(user).toContain('Ann');
});
test('[ok] the exports', () => {
  expect(Object.keys(all).sort()).toEqual(['UserService', 'createService', 'each', 'fetchUser', 'label', 'later', 'loadConfig', 'parse']);
});
test('[ok] exports label', () => {
  expect(label).toBeDefined();
});
test('[ok] makes a service', () => {
  expect(createService(fetchUser)).toBeInstanceOf(UserService);
});
describe('types', () => {
  test('[ok] is typed', () => {
    const Named: (user: { id: number; name: string }) => string = label;
    expect(Named).toBeDefined();
  });
});
test.fails('[ok] is known to be wrong', () => {
  expect(label({ id: 1, name: 'Ann' })).toBe('Ann');
});

test('[no-assertion] of a port that is not there', () => {
  const found: { port: number; host?: string } = parse('80');
  if (found.host) expect(found.host).toBe('localhost');
});
test('[no-assertion] of a port that is not there, although it cannot go on without one', () => {
  const { port, host }: { port: number; host?: string } = parse('80');
  const digits = port.toFixed(0);
  if (host) {
    expect(host).toContain(digits);
  }
});
test('[ok] of a port that is there', () => {
  const { port } = parse('80');
  if (port) expect(port).toBe(80);
});
test('[no-assertion] a module that is loaded already', async () => {
  const module = await import('../src/user.ts');
  expect(module).toBeDefined();
});
test('[no-assertion] a class of a module that is loaded already', async () => {
  const module = await import('../src/user.ts');
  expect(module).toBeTruthy();
  expect(module.UserService).toBeDefined();
});
test('[ok] a module that it loads', async () => {
  const module = await import('../src/words.ts');
  expect(module).toBeDefined();
});
test('[no-assertion] the same module once more', async () => {
  process.env['LOCALE'] = 'de';
  const module = await import('../src/words.ts');
  expect(module).toBeDefined();
});
