import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { killGroup } from '../src/system/processes.ts';
import { bytesOf, msPerTick, nameOf, type ProcessStat, parseStat, treeOf } from './process-tree.ts';

/** What a program and everything it started took. */
export interface Cost {
  wallMs: number;
  /** User and system time of all processes; absent where there is no `/proc`. */
  cpuMs?: number;
  /** The most memory of all processes at one time, with shared pages counted once (PSS), in bytes. */
  peakBytes?: number;
  /** The same with shared pages counted in every process (RSS). */
  peakResidentBytes?: number;
  /** The most processes at one time. */
  processes?: number;
  /** CPU time as sampled of the processes by generation: the program itself, what it started, and so on. */
  cpuMsByGeneration?: number[];
}

export interface Measured {
  cost: Cost;
  /** `null` if a signal ended it. */
  code: number | null;
  timedOut: boolean;
  output: string;
}

export interface MeasureOptions {
  cwd: string;
  env?: Record<string, string>;
  /** After this time the program and all it started are killed. */
  limitMs?: number;
  /** Only time it: sampling costs a little. */
  sample?: boolean;
}

const sampleEveryMs = 100;

/** Runs Node with the arguments to its end and measures it. */
export async function measure(args: string[], options: MeasureOptions): Promise<Measured> {
  const { cwd, env, limitMs = 4 * 3_600_000, sample = true } = options;
  const waitedBefore = waitedMs();
  const startedAt = performance.now();
  // In a session of its own, so that what it leaves behind is known.
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...cleanEnvironment(), ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pid = child.pid ?? 0;
  const stop = () => killGroup(child);
  process.once('SIGINT', stop);
  const output = new Tail();
  child.stdout.on('data', (chunk: Buffer) => output.add(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.add(chunk));
  const sampler = sample && hasProc ? new Sampler(pid) : undefined;
  let timedOut = false;
  const limit = setTimeout(() => {
    timedOut = true;
    stop();
  }, limitMs);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve(code));
    });
    const wallMs = performance.now() - startedAt;
    return {
      cost: { wallMs, ...sampler?.end(waitedMs() - waitedBefore) },
      code,
      timedOut,
      output: output.text,
    };
  } finally {
    clearTimeout(limit);
    sampler?.end(0);
    process.removeListener('SIGINT', stop);
  }
}

const hasProc = existsSync('/proc/self/stat');

/** CPU time of everything this process started and has waited for. */
function waitedMs(): number {
  return hasProc ? parseStat(readFileSync('/proc/self/stat', 'utf8')).waitedTicks * msPerTick : 0;
}

/** Looks at all processes ten times a second. */
class Sampler {
  readonly #root: number;
  readonly #timer: NodeJS.Timeout;
  readonly #known = new Map<string, { ticks: number; generation: number }>();
  #peakBytes = 0;
  #peakResidentBytes = 0;
  #measuredAt = 0;
  #processes = 0;

  constructor(root: number) {
    this.#root = root;
    this.#timer = setInterval(() => this.#look(), sampleEveryMs);
  }

  #look(): void {
    const all = allProcesses();
    const tree = treeOf(all, this.#root, new Set(this.#known.keys()));
    const byPid = new Map(tree.map((stat) => [stat.pid, stat]));
    for (const stat of tree) this.#note(stat, byPid);
    this.#processes = Math.max(this.#processes, tree.length);
    this.#weigh(tree);
  }

  #note(stat: ProcessStat, byPid: Map<number, ProcessStat>): number {
    const before = this.#known.get(nameOf(stat));
    const parent = byPid.get(stat.parent);
    const generation =
      before?.generation ?? (stat.pid === this.#root || !parent ? 0 : this.#note(parent, byPid) + 1);
    this.#known.set(nameOf(stat), { ticks: stat.ticks, generation });
    return generation;
  }

  /** The proportional size costs a walk over all pages, so it is taken only near the greatest resident size. */
  #weigh(tree: ProcessStat[]): void {
    const resident = sum(tree.map(({ pid }) => bytesOf('VmRSS', read(`/proc/${pid}/status`))));
    this.#peakResidentBytes = Math.max(this.#peakResidentBytes, resident);
    if (resident < this.#measuredAt * 1.02) return;
    this.#measuredAt = resident;
    const proportional = sum(tree.map(({ pid }) => bytesOf('Pss', read(`/proc/${pid}/smaps_rollup`))));
    this.#peakBytes = Math.max(this.#peakBytes, proportional);
  }

  /** Either way of counting misses some: processes that nobody waited for, or those that lived between two looks. */
  end(waitedMs: number): Omit<Cost, 'wallMs'> {
    clearInterval(this.#timer);
    const cpuMsByGeneration: number[] = [];
    for (const { ticks, generation } of this.#known.values()) {
      cpuMsByGeneration[generation] = (cpuMsByGeneration[generation] ?? 0) + ticks * msPerTick;
    }
    return {
      cpuMs: Math.max(waitedMs, sum(cpuMsByGeneration)),
      peakBytes: this.#peakBytes,
      peakResidentBytes: this.#peakResidentBytes,
      processes: this.#processes,
      cpuMsByGeneration: Array.from(cpuMsByGeneration, (ms) => ms ?? 0),
    };
  }
}

function allProcesses(): ProcessStat[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => read(`/proc/${pid}/stat`))
    .filter((text) => text !== '')
    .map(parseStat);
}

/** Empty if the process has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + (number ?? 0), 0);
}

/** The end of what a program writes, for when it fails. */
class Tail {
  text = '';

  add(chunk: Buffer): void {
    this.text = (this.text + chunk.toString()).slice(-20_000);
  }
}

/** The environment without what npm and a Vitest around this put into it. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const own = /^(npm_|VITEST|TEST$|NODE_ENV$|MODE$|FORCE_COLOR$|CI$)/;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
  return Object.fromEntries(kept);
}
