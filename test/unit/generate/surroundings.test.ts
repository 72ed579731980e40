import { expect, onTestFinished, test } from 'vitest';
import {
  fixedClock,
  fixedRandom,
  type Surroundings,
  surround,
} from '../../../src/generate/embedded/surroundings.ts';

function within<T>(where: Surroundings, run: () => T): T {
  const undo = surround(where);
  onTestFinished(undo);
  const value = run();
  undo();
  return value;
}

const look = () => ({
  now: new Date().toISOString(),
  dated: new Date(Date.now()).toISOString(),
  random: Math.random(),
});

test('only what is fixed stands still', () => {
  const { now, random } = within({ fixed: { clock: true, random: true } }, look);
  expect([new Date(now), random]).toEqual([new Date(fixedClock), fixedRandom]);
  expect(within({ fixed: { clock: true } }, look).random).not.toBe(fixedRandom);
  expect(Math.abs(Date.parse(within({ fixed: { random: true } }, look).now) - Date.now())).toBeLessThan(
    60_000,
  );
});

test('elsewhere is another time with other chances, where these are not fixed', () => {
  const free = within({ fixed: {}, isElsewhere: true }, look);
  expect(free).toEqual(within({ fixed: {}, isElsewhere: true }, look));
  expect(free.dated).toBe(free.now);
  expect(new Date(free.now).getFullYear()).toBe(2031);
  expect(within({ fixed: { clock: true, random: true }, isElsewhere: true }, look).random).toBe(fixedRandom);
});

test('dates are the same ones, with the time that they are given', () => {
  const made = within({ fixed: { clock: true } }, () => {
    class Day extends Date {}
    return {
      date: new Date(5),
      day: new Day(5),
      isDate: new Date() instanceof Date,
      text: Date(),
      utc: Date.UTC(2000),
    };
  });
  expect(made.date).toEqual(new Date(5));
  expect(Object.getPrototypeOf(made.date)).toBe(Date.prototype);
  expect([made.isDate, made.day.getTime(), made.day.constructor.name, made.utc]).toEqual([
    true,
    5,
    'Day',
    Date.UTC(2000),
  ]);
  expect(made.text).toBe(String(new Date(fixedClock)));
});

test('abroad the same time is at another hour', () => {
  const hour = () => new Date(fixedClock).getHours();
  const [here, before] = [hour(), process.env.TZ];
  expect(within({ fixed: {}, isAbroad: true }, hour)).not.toBe(here);
  expect([hour(), process.env.TZ]).toEqual([here, before]);
});
