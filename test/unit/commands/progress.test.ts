import { describe, expect, test } from 'vitest';
import { toOutput } from '../../../src/commands/io.ts';
import { showProgress } from '../../../src/commands/progress.ts';

function watch({ isTerminal = false, columns = 80, times = true } = {}) {
  const written: string[] = [];
  const clock = { now: 0 };
  const err = { write: (text: string) => void written.push(text), isTerminal, colors: false, columns };
  const progress = showProgress({ err, times, now: () => clock.now });
  const pass = (ms: number) => {
    clock.now += ms;
  };
  return { progress, written, pass };
}

test('the name of a file that is worked on steers no terminal', () => {
  const { progress, written, pass } = watch();
  progress.phase('dry-run', 3);
  pass(31_000);
  progress.advance(1, 'a\n\u001b[2J.test.ts');
  expect(written).toEqual([expect.stringContaining(' · a\\n\\u001b[2J.test.ts\n')]);
});

describe('away from a terminal', () => {
  test('each phase is one plain line, printed when it is over', () => {
    const { progress, written, pass } = watch();
    progress.phase('dry-run', 3);
    for (const _ of [1, 2, 3]) progress.advance();
    pass(1500);
    progress.phase('judge');
    pass(1000);
    progress.end();
    expect(written).toEqual(['clean runs            3 · 1.5 s\n', 'judging               done · 1.0 s\n']);
  });

  test('a long phase says now and then how far it is', () => {
    const { progress, written, pass } = watch();
    progress.phase('mutants', 2000);
    for (let turn = 0; turn < 1000; turn++) {
      progress.advance();
      pass(61);
    }
    expect(written).toEqual([
      'running breaks        493/2,000 (24%) · about 2 min left\n',
      'running breaks        985/2,000 (49%) · about 62 s left\n',
    ]);
  });

  test('a phase that was over at once and counted nothing leaves no line', () => {
    const { progress, written, pass } = watch();
    progress.phase('discover');
    pass(20);
    progress.phase('mutate', 3);
    progress.advance(3);
    progress.end();
    expect(written).toEqual(['making breaks         3 · 0.0 s\n']);
  });

  test('a phase that fails leaves its line to the error', () => {
    const { progress, written } = watch();
    progress.phase('mutate', 3);
    progress.advance(1);
    progress.abandon();
    progress.end();
    expect(written).toEqual([]);
  });

  test('nothing is printed twice when nothing runs', () => {
    const { progress, written } = watch();
    progress.end();
    progress.advance();
    expect(written).toEqual([]);
  });

  test('without times the lines are the same in every run', () => {
    const { progress, written, pass } = watch({ times: false });
    progress.phase('mutants', 12_345);
    progress.advance(12_345);
    pass(99_000);
    progress.end();
    expect(written).toEqual(['running breaks        12,345\n']);
  });
});

describe('on a terminal', () => {
  test('the line is rewritten in place, not more often than the eye can follow, and closed at the end', () => {
    const { progress, written, pass } = watch({ isTerminal: true });
    progress.phase('mutants', 200);
    for (let turn = 0; turn < 200; turn++) {
      pass(20);
      progress.advance(1, 'src/cart.ts');
    }
    progress.end();
    expect(written.length).toBeLessThan(45);
    expect(written.every((text) => text.startsWith('\r\x1b[2Krunning breaks '))).toBe(true);
    expect(written[1]).toContain('5/200 (2%) · src/cart.ts');
    expect(written.at(-2)).toContain('200/200 (100%) · src/cart.ts');
    expect(written.filter((text) => text.includes('\n'))).toEqual([written.at(-1)]);
    expect(written.at(-1)).toContain('200 · 4.0 s');
  });

  test('an estimate is given once enough is done to tell', () => {
    const { progress, written, pass } = watch({ isTerminal: true });
    progress.phase('mutants', 100);
    pass(2000);
    progress.advance(20);
    expect(written.at(-1)).toContain('20/100 (20%) · about 8 s left');
  });

  test('an estimate goes by what was done in the last while, and grows where nothing is done', () => {
    const { progress, written, pass } = watch({ isTerminal: true });
    progress.phase('confirm', 110);
    for (let step = 0; step < 100; step++) {
      pass(100);
      progress.advance();
    }
    for (let step = 0; step < 6; step++) {
      pass(10_000);
      progress.advance();
    }
    expect(written.at(-1)).toContain('106/110 (96%) · about 40 s left');
    progress.advance(3);
    pass(80_000);
    progress.phase('confirm', 110);
    expect(written.at(-1)).toContain('109/110 (99%) · about 80 s left');
  });

  test('an estimate is not shaken by what comes in heaps', () => {
    const { progress, written, pass } = watch({ isTerminal: true });
    progress.phase('mutants', 300);
    for (let heap = 0; heap < 8; heap++) {
      pass(25_000);
      for (let step = 0; step < 30; step++) progress.advance();
      pass(200);
      progress.phase('mutants', 300);
    }
    expect(written.at(-1)).toContain('240/300 (80%) · about 51 s left');
    pass(20_000);
    progress.advance();
    expect(written.at(-1)).toContain('241/300 (80%) · about 86 s left');
  });

  test('a total that changes does not begin the phase anew', () => {
    const { progress, written, pass } = watch({ isTerminal: true });
    progress.phase('mutants', 100);
    pass(200);
    progress.advance(50);
    progress.phase('mutants', 400);
    expect(written.at(-1)).toContain('50/400 (12%)');
    expect(written.join('')).not.toContain('\n');
  });

  test('a line that is taken back is erased', () => {
    const { progress, written } = watch({ isTerminal: true });
    progress.phase('discover');
    progress.abandon();
    expect(written.at(-1)).toBe('\r\x1b[2K');
  });

  test('a line never wraps', () => {
    const { progress, written, pass } = watch({ isTerminal: true, columns: 40 });
    progress.phase('mutants', 100);
    pass(200);
    progress.advance(1, 'src/a/very/long/path/to/a/file/that/does/not/fit.ts');
    expect(written.at(-1)).toHaveLength('\r\x1b[2K'.length + 39);
  });
});

describe('colours', () => {
  const terminal = { write: () => {}, isTTY: true, columns: 90, hasColors: () => true };

  test('are for terminals that can, unless NO_COLOR says no', () => {
    expect(toOutput(terminal, {}).colors).toBe(true);
    expect(toOutput(terminal, { NO_COLOR: '1' }).colors).toBe(false);
    expect(toOutput(terminal, { NO_COLOR: '' }).colors).toBe(true);
    expect(toOutput({ ...terminal, isTTY: false }, {}).colors).toBe(false);
  });

  test('can be forced where there is no terminal, but not against NO_COLOR', () => {
    expect(toOutput({ write: () => {} }, { FORCE_COLOR: '1' }).colors).toBe(true);
    expect(toOutput(terminal, { FORCE_COLOR: '0' }).colors).toBe(false);
    expect(toOutput(terminal, { FORCE_COLOR: '1', NO_COLOR: '1' }).colors).toBe(false);
  });

  test('need no width where there is no terminal', () => {
    expect(toOutput({ ...terminal, isTTY: false }, {}).columns).toBeUndefined();
    expect(toOutput(terminal, {}).columns).toBe(90);
  });
});
