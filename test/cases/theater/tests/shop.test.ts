import assert from 'node:assert';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { each, type Gateway, log, type Mailer, pay, Stack } from '../src/shop.ts';

describe('paying', () => {
  const gateway = { charge: vi.fn<Gateway['charge']>() };
  const mailer = { send: vi.fn<Mailer['send']>() };

  beforeEach(() => {
    gateway.charge.mockResolvedValue({ ok: true, id: 'a1' });
  });
  afterEach(() => {
    vi.clearAllMocks();
  });

  test('[ok] gives the id that the gateway gave', async () => {
    expect(await pay(gateway, mailer, 'ann', 100)).toBe('a1');
  });

  test('[ok] charges and mails', async () => {
    await pay(gateway, mailer, 'ann', 100);
    expect(gateway.charge).toHaveBeenCalledWith(100);
    expect(mailer.send).toHaveBeenCalledExactlyOnceWith('ann', 'paid 100');
  });

  test('[ok] throws when refused', async () => {
    gateway.charge.mockResolvedValue({ ok: false });
    await expect(pay(gateway, mailer, 'ann', 100)).rejects.toThrow('refused');
    expect(mailer.send).not.toHaveBeenCalled();
  });

  test('[mock-echo] the mocks are mocks', async () => {
    await pay(gateway, mailer, 'ann', 100);
    expect(gateway.charge).toBeDefined();
    expect(mailer.send).toBeTypeOf('function');
  });

  test('[mock-echo] calls the mock itself', async () => {
    await pay(gateway, mailer, 'ann', 100);
    mailer.send('ann', 'hello');
    gateway.charge(1);
    expect(mailer.send).toHaveBeenCalled();
    expect(gateway.charge).toHaveBeenCalled();
  });

  test('[hollow] asks what no break changes', async () => {
    await pay(gateway, mailer, 'ann', 100);
    expect(mailer.send).not.toHaveBeenCalledWith('bob', 'hello');
  });

  test('[swallows-failure] nothing waits for it', () => {
    void pay(gateway, mailer, 'ann', 100)
      .then((id) => expect(id).toBe('a1'))
      .catch(() => {});
  });

  test('[swallows-failure] catches the promise', async () => {
    const id = await pay(gateway, mailer, 'ann', 100).catch(() => 'a1');
    expect(id).not.toBe('b2');
  });

  test('[swallows-failure] asserts only if it went well', async () => {
    const [result] = await Promise.allSettled([pay(gateway, mailer, 'ann', 100)]);
    if (result.status === 'fulfilled') expect(result.value).not.toBe('b2');
  });

  test('[hollow] is a promise', () => {
    expect(pay(gateway, mailer, 'ann', 100)).not.toBeNull();
  });

  test('[no-assertion] pays', async () => {
    await pay(gateway, mailer, 'ann', 100);
  });

  test('[ok] with then', () => {
    return pay(gateway, mailer, 'ann', 100).then((id) => expect(id).toBe('a1'));
  });

  test('[ok] waits for resolves', async () => {
    await expect(pay(gateway, mailer, 'ann', 100)).resolves.toBe('a1');
  });
});

describe('logging', () => {
  test('[smoke] never throws', () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(() => log(() => {}, circle)).not.toThrow();
  });

  test('[smoke] never throws, says node', () => {
    assert.doesNotThrow(() => log(() => {}, 1));
  });

  test('[ok] writes what it is given', () => {
    const write = vi.fn();
    log(write, { a: 1 });
    expect(write).toHaveBeenCalledExactlyOnceWith('{"a":1}');
  });

  test('[no-assertion] logs', () => {
    log(() => {}, 1);
  });
});

describe('visiting', () => {
  test('[ok] calls back for each', () => {
    const visit = vi.fn();
    each([1, 2], visit);
    expect(visit).toHaveBeenCalledTimes(2);
  });

  test('[ok] asserts in the callback, and that it ran', () => {
    expect.hasAssertions();
    each([1, 2], (item) => expect(item).toBeGreaterThan(0));
  });

  test('[hollow] asserts in the callback, if that runs', () => {
    each([1, 2], (item) => expect(item).not.toBeNull());
  });

  test('[hollow] a spy is a spy', () => {
    const visit = vi.fn();
    each([1, 2], visit);
    expect(vi.isMockFunction(visit)).toBe(true);
    expect(visit).toBeInstanceOf(Function);
  });
});

describe('a stack', () => {
  test('[ok] gives back what was pushed last', () => {
    expect(new Stack<number>().push(1).push(2).pop()).toBe(2);
  });

  test('[ok] refuses to give what it has not', () => {
    expect(() => new Stack().pop()).toThrow(RangeError);
  });

  test('[ok] has a size', () => {
    expect(new Stack().push('a')).toHaveProperty('size', 1);
  });

  test('[no-assertion] is a stack', () => {
    const stack = new Stack<number>();
    stack.push(1);
    expect(stack).toBeInstanceOf(Stack);
  });

  test('[no-assertion] is pushed to', () => {
    const stack = new Stack<number>();
    stack.push(1);
    stack.push(2);
  });

  test('[swallows-failure] in a loop', () => {
    for (const item of [1, 2]) {
      try {
        expect(new Stack<number>().push(item).pop()).toBe(item);
      } catch {
        continue;
      }
    }
  });
});
