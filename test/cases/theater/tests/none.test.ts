import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createService, each, fetchUser, loadConfig, UserService, label } from '../src/user.ts';
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
