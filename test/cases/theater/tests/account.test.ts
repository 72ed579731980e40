import { describe, expect, test, vi } from 'vitest';
import { Account } from '../src/account.ts';

/** What the tests below are about to look into. */
interface Inside {
  balance: number;
  entries: string[];
  note(text: string): void;
}

describe('what an account shows', () => {
  test('[ok] grows', () => {
    const account = new Account(1);
    account.deposit(10);
    expect(account.available).toBe(10);
  });

  test('[ok] shrinks, and takes its fee', () => {
    const account = new Account(1);
    account.deposit(10);
    account.withdraw(4);
    expect(account.available).toBe(5);
  });

  test('[ok] keeps a history', () => {
    const account = new Account(1);
    account.deposit(10);
    account.withdraw(4);
    expect(account.history()).toEqual(['in 10', 'out 4']);
  });

  test('[ok] gives no more than there is', () => {
    const account = new Account(1);
    account.deposit(10);
    expect(() => account.withdraw(10)).toThrow('not enough');
    expect(() => account.withdraw(9)).not.toThrow();
  });

  test('[ok] two accounts with the same past are equal', () => {
    const [a, b] = [new Account(1), new Account(1)];
    for (const account of [a, b]) account.deposit(3);
    expect(a).toEqual(b);
    expect(a.available).toBe(3);
  });
});

describe('what it keeps to itself', () => {
  test('[implementation-coupled] reads a private field', () => {
    const account = new Account(1);
    account.deposit(10);
    expect((account as unknown as Inside).balance).toBe(10);
  });

  test('[implementation-coupled] reads it by its name as a text', () => {
    const account = new Account(1);
    account.deposit(10);
    expect(Reflect.get(account, 'entries')).toEqual(['in 10']);
  });

  test('[implementation-coupled] sets a private field', () => {
    const account = new Account(1);
    (account as unknown as Inside).balance = 7;
    expect(account.available).toBe(7);
  });

  test('[implementation-coupled] spies on a private method', () => {
    const account = new Account(1);
    const note = vi.spyOn(account as unknown as Inside, 'note');
    account.deposit(10);
    expect(note).toHaveBeenCalledWith('in 10');
  });

  test('[implementation-coupled] compares the whole object', () => {
    const account = new Account(1);
    account.deposit(10);
    expect(account).toMatchObject({ balance: 10, fee: 1 });
  });

  test('[implementation-coupled] takes a snapshot of the whole object', () => {
    const account = new Account(1);
    account.deposit(10);
    expect(account).toMatchInlineSnapshot(`
      Account {
        "balance": 10,
        "entries": [
          "in 10",
        ],
        "fee": 1,
      }
    `);
  });
});
