import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Measured, measure } from './measure.ts';
import { packageFolder } from './repository.ts';

/** What plain Vitest says of a source with one break in it. */
export type Truth =
  | { outcome: 'noticed'; by: string[] }
  | { outcome: 'noticed'; by: ['out of time'] }
  | { outcome: 'unnoticed' }
  /** The suite gives different answers to the same source, or is red without any break. */
  | { outcome: 'unclear'; why: string };

export interface TruthOptions {
  /** A copy of the project, which is written into. */
  root: string;
  vitestConfig: string | undefined;
}

interface Ran {
  green: boolean;
  timedOut: boolean;
  ms: number;
  failures: string[];
}

/** Makes breaks in the real source and runs plain Vitest on every test file that imports it, under the project's own settings. */
export class TruthFinder {
  readonly #options: TruthOptions;
  readonly #clean = new Map<string, Promise<Ran>>();

  constructor(options: TruthOptions) {
    this.#options = options;
  }

  /**
   * @param file relative to the root
   * @param broken its text with the break
   */
  async of(file: string, broken: string): Promise<Truth> {
    const path = join(this.#options.root, file);
    const original = readFileSync(path, 'utf8');
    const clean = await this.#cleanRun(file);
    if (!clean.green)
      return { outcome: 'unclear', why: `red without any break: ${clean.failures.join('; ')}` };
    const limitMs = Math.max(60_000, clean.ms * 6);
    try {
      writeFileSync(path, broken);
      const first = await this.#run(file, limitMs);
      if (first.green) return { outcome: 'unnoticed' };
      if (first.timedOut) return { outcome: 'noticed', by: ['out of time'] };
      const second = await this.#run(file, limitMs);
      if (second.green) return { outcome: 'unclear', why: `red, then green: ${first.failures.join('; ')}` };
      return { outcome: 'noticed', by: first.failures };
    } finally {
      writeFileSync(path, original);
    }
  }

  #cleanRun(file: string): Promise<Ran> {
    const running = this.#clean.get(file) ?? this.#run(file, 600_000);
    this.#clean.set(file, running);
    return running;
  }

  async #run(file: string, limitMs: number): Promise<Ran> {
    const { root, vitestConfig } = this.#options;
    const folder = mkdtempSync(join(tmpdir(), 'realcov-bench-truth-'));
    const report = join(folder, 'vitest.json');
    const config = vitestConfig === undefined ? [] : ['--config', vitestConfig];
    const vitest = join(packageFolder('vitest', root), 'vitest.mjs');
    const args = [
      'related',
      file,
      '--run',
      '--bail=1',
      '--reporter=json',
      `--outputFile=${report}`,
      ...config,
    ];
    try {
      const ran = await measure([vitest, ...args], { cwd: root, limitMs, sample: false });
      return {
        green: ran.code === 0,
        timedOut: ran.timedOut,
        ms: ran.cost.wallMs,
        failures: failuresOf(report, ran),
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

interface VitestReport {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
  }[];
}

/** The tests that fail, then the files that do not load; the end of the output if neither is known. */
function failuresOf(file: string, { code, output }: Measured): string[] {
  if (code === 0) return [];
  const report = readReport(file);
  const results = report?.testResults ?? [];
  const failed = results.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  );
  if (failed.length > 0) return failed.slice(0, 3);
  const files = results.filter(({ status }) => status === 'failed').map(({ message }) => firstLine(message));
  return files.length > 0 ? files.slice(0, 3) : [`exit code ${code}: ${output.trim().slice(-300)}`];
}

function readReport(file: string): VitestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  } catch {
    return undefined;
  }
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
