import { expect, test } from 'vitest';
import { bytesOf, nameOf, type ProcessStat, parseStat, treeOf } from '../../../bench/process-tree.ts';

const stat = (pid: number, parent: number, session = 1): ProcessStat => ({
  pid,
  parent,
  session,
  ticks: 0,
  waitedTicks: 0,
  startedAt: pid * 10,
});
const pids = (stats: ProcessStat[]) => stats.map(({ pid }) => pid).sort((a, b) => a - b);

test('a line of /proc is read although the name of the program holds spaces and parentheses', () => {
  const line =
    '4711 (node (vitest 1)) S 4700 4711 4600 0 -1 4194560 9 8 7 6 120 30 44 11 20 0 11 0 98765 123456 789 18446744073709551615';
  expect(parseStat(line)).toEqual({
    pid: 4711,
    parent: 4700,
    session: 4600,
    ticks: 150,
    waitedTicks: 55,
    startedAt: 98765,
  });
});

test('the tree of a process holds its descendants, whatever the order of the list, and nothing else', () => {
  const stats = [stat(30, 20), stat(20, 10), stat(10, 1), stat(99, 1)];
  expect(pids(treeOf(stats, 10, new Set()))).toEqual([10, 20, 30]);
});

test('a process stays in the tree after its parent has ended', () => {
  const orphan = stat(30, 1, 30);
  expect(pids(treeOf([stat(10, 1), orphan], 10, new Set()))).toEqual([10]);
  expect(pids(treeOf([stat(10, 1), orphan], 10, new Set([nameOf(orphan)])))).toEqual([10, 30]);
});

test('a process that was never seen with its parent is found by its session', () => {
  expect(pids(treeOf([stat(10, 1, 10), stat(30, 1, 10)], 10, new Set()))).toEqual([10, 30]);
});

test('another process that got the number of an ended one is not of the tree', () => {
  const known = new Set([nameOf(stat(30, 1))]);
  expect(treeOf([{ ...stat(30, 1), startedAt: 5 }], 10, known)).toEqual([]);
});

test('sizes of memory are read in bytes, and are 0 for a process that has ended', () => {
  const rollup = 'Rss:            2048 kB\nPss:             512 kB\nPss_Anon:        100 kB\n';
  expect(bytesOf('Pss', rollup)).toBe(512 * 1024);
  expect(bytesOf('Pss', '')).toBe(0);
});
