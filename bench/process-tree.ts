/** What `/proc/<pid>/stat` says of a process. */
export interface ProcessStat {
  pid: number;
  parent: number;
  session: number;
  /** User and system time of its own, in ticks. */
  ticks: number;
  /** The same of all descendants that have ended and were waited for. */
  waitedTicks: number;
  /** In ticks after boot: with the pid, the name of a process that no later one shares. */
  startedAt: number;
}

/** Linux reports times to programs in hundredths of a second, whatever the kernel's own clock is. */
export const msPerTick = 10;

/** Reads the one line of `/proc/<pid>/stat`. The second field, in parentheses, may hold anything. */
export function parseStat(text: string): ProcessStat {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3]);
  return {
    pid: Number.parseInt(text, 10),
    parent: field(4),
    session: field(6),
    ticks: field(14) + field(15),
    waitedTicks: field(16) + field(17),
    startedAt: field(22),
  };
}

export const nameOf = ({ pid, startedAt }: ProcessStat): string => `${pid}@${startedAt}`;

/**
 * The process `root` and what it started: descendants, what is in its session, and what was known to be of
 * them before its parent ended.
 * @param known names of processes, by `nameOf`
 */
export function treeOf(
  stats: readonly ProcessStat[],
  root: number,
  known: ReadonlySet<string>,
): ProcessStat[] {
  const children = Map.groupBy(stats, ({ parent }) => parent);
  const found = new Set<ProcessStat>();
  const add = (stat: ProcessStat) => {
    if (found.has(stat)) return;
    found.add(stat);
    for (const child of children.get(stat.pid) ?? []) add(child);
  };
  for (const stat of stats) {
    if (stat.pid === root || stat.session === root || known.has(nameOf(stat))) add(stat);
  }
  return [...found];
}

/** A line such as `Pss:   1234 kB` of `status` or `smaps_rollup`, in bytes; 0 without it. */
export function bytesOf(field: string, text: string): number {
  const found = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text);
  return found ? Number(found[1]) * 1024 : 0;
}
