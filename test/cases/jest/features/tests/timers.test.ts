import { age, debounce } from '../src/timers';

describe('modern', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: 5000 });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test('once after a while', () => {
    const call = jest.fn();
    const soon = debounce(call, 100);
    soon();
    soon();
    jest.advanceTimersByTime(99);
    expect(call).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(call).toHaveBeenCalledTimes(1);
  });

  test('how long ago', () => {
    expect(age(2000)).toBe(3000);
  });
});

test('legacy', () => {
  jest.useFakeTimers({ legacyFakeTimers: true });
  const call = jest.fn();
  debounce(call, 50)();
  jest.runAllTimers();
  expect(call).toHaveBeenCalledTimes(1);
});
