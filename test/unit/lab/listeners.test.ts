import { afterEach, expect, test } from 'vitest';
import { type Counts, LateErrors } from '../../../src/lab/worker/late-errors.ts';
import { Listeners } from '../../../src/lab/worker/listeners.ts';

const before = process.rawListeners('unhandledRejection') as (() => void)[];

afterEach(() => {
  process.removeAllListeners('unhandledRejection');
  for (const listener of before) process.on('unhandledRejection', listener);
});

/** The process as Vitest has set it up, and nothing else. */
function heard(): { listeners: Listeners; errors: unknown[] } {
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', function vitests() {
    throw new Error('catchError(is Vitest’s own)');
  });
  const listeners = new Listeners({ isRunners: ({ name }) => name === 'vitests', yields: true });
  const errors: unknown[] = [];
  listeners.hear((error) => errors.push(error));
  return { listeners, errors };
}

function reject(error: unknown): void {
  process.emit('unhandledRejection', error, Promise.resolve());
}

test('an error that nobody else listens for is heard, in the place of Vitest', () => {
  const { errors } = heard();
  reject('lost');
  expect(errors).toEqual(['lost']);
});

test('an error that a test listens for is not heard, as long as it listens', () => {
  const { errors } = heard();
  const own = () => {};
  process.on('unhandledRejection', own);
  reject('expected');
  process.off('unhandledRejection', own);
  process.once('unhandledRejection', own);
  reject('expected once');
  expect(errors).toEqual([]);
  reject('lost');
  expect(errors).toEqual(['lost']);
});

test('the next file begins without the listeners that the one before left behind, and with ours', () => {
  const { listeners, errors } = heard();
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', () => {});
  listeners.restore();
  reject('lost');
  expect(errors).toEqual(['lost']);
});

test('a listener that only the first load makes is of a package that is loaded once: it stays', () => {
  const { listeners, errors } = heard();
  const ofFile = () => process.on('unhandledRejection', () => expect.fail('of the file'));
  const ofPackage = () => {};
  process.on('unhandledRejection', ofPackage);
  ofFile();
  listeners.loaded('a');
  expect(listeners.knows('a')).toBe(false);
  listeners.restore();
  ofFile();
  listeners.loaded('a');
  listeners.restore();
  expect(listeners.knows('a')).toBe(true);
  expect(process.listeners('unhandledRejection').slice(1)).toEqual([ofPackage]);
  reject('expected');
  expect(errors).toEqual([]);
});

test('what a test leaves behind shows, what its file listens for does not', () => {
  const { listeners } = heard();
  process.on('unhandledRejection', () => {});
  listeners.loaded('a');
  expect(listeners.leaks).toBe(false);
  process.on('unhandledRejection', () => {});
  expect(listeners.leaks).toBe(true);
});

test('listeners of the page that are left behind are taken from it', () => {
  const page: string[] = [];
  const globals = globalThis as { addEventListener?: unknown; removeEventListener?: unknown };
  const add = (type: string) => page.push(type);
  globals.addEventListener = add;
  globals.removeEventListener = (type: string) => page.splice(page.indexOf(type), 1);
  try {
    const { listeners } = heard();
    (globals.addEventListener as typeof add)('error');
    (globals.addEventListener as typeof add)('click');
    listeners.restore();
    expect(page).toEqual(['click']);
  } finally {
    delete globals.addEventListener;
    delete globals.removeEventListener;
  }
});

function lateErrors(counts: Counts): { lateErrors: LateErrors; late: string[]; emit(error: unknown): void } {
  let emit: (error: unknown) => void = () => {};
  const late: string[] = [];
  const made = new LateErrors({
    listeners: {
      hear: (onError) => {
        emit = onError;
      },
    },
    counts,
    isThrownBySource: () => false,
    onLate: (_owner, error) => late.push(error),
  });
  return { lateErrors: made, late, emit: (error) => emit(error) };
}

test('an error counts only if plain Vitest counts it, once that is known', async () => {
  const { lateErrors: each, late, emit } = lateErrors((error) => Promise.resolve(error === 'lost'));
  emit('expected');
  emit('lost');
  expect(late).toEqual([]);
  await each.judged();
  expect(late).toEqual(['lost']);
});

test('where the project ignores such errors, none counts', () => {
  const { late, emit } = lateErrors(() => false);
  emit('lost');
  expect(late).toEqual([]);
});
