import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Touches } from '../guard/touches.ts';
import type { Truth } from '../model/reproduction.ts';
import { type RunnerSettings, vitestArguments } from '../model/runner-settings.ts';
import { writableWithin } from '../store/inside-root.ts';
import { type PlainRun, runPlain } from './plain-vitest.ts';

export interface TruthOptions {
  /** A copy of the project, which is written into. */
  root: string;
  /** Folder of the project's own Vitest. */
  runnerFolder: string;
  /** Vitest's configuration file and folder of tests, relative to the root, if not the usual ones. */
  config?: RunnerSettings | undefined;
  /** Stop at the first failure: enough to know whether, not who. */
  bail: boolean;
  /** Without a copy that is thrown away. */
  inPlace?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

/** What is asked of the truth. */
export interface Question {
  /** Source file, relative to the root. */
  file: string;
  /** Its text with the break. */
  broken: string;
  /** Test files to run, relative to the root; without them all that import the source, directly or not, or all if none does. */
  only?: string[] | undefined;
  /** Test files to run besides those that are found to import the source. */
  also?: string[] | undefined;
}

export interface Answer extends Truth {
  /** Test files that ran, relative to the root. */
  testFiles: string[];
}

/** A run of several times what the clean one took, start-up included, has no end. */
const endlessFactor = 5;
const endlessMs = 10_000;
const cleanLimitMs = 1_800_000;

/** Makes breaks in the real source and runs plain Vitest on whole test files, under the project's own settings. */
export class TruthFinder {
  readonly #options: TruthOptions;
  readonly #clean = new Map<string, Promise<PlainRun>>();

  constructor(options: TruthOptions) {
    this.#options = options;
  }

  /** Of several failures only the first is found. */
  get bail(): boolean {
    return this.#options.bail;
  }

  async of({ file, broken, only, also = [] }: Question): Promise<Answer> {
    if (only) return this.#answer(file, broken, runOf(only));
    const first = await this.#answer(file, broken, ['related', file, '--run']);
    const isAlone = first.testFiles.length === 0;
    const missing = also.filter((testFile) => !first.testFiles.includes(testFile));
    if ((missing.length === 0 || first.outcome !== 'unnoticed') && !isAlone) return first;
    // Some reach it on ways that imports do not show: in another process, or by reading it. Where nothing tells which, any may.
    const second = await this.#answer(file, broken, runOf(missing));
    return { ...second, testFiles: [...first.testFiles, ...second.testFiles] };
  }

  async #answer(file: string, broken: string, scope: string[]): Promise<Answer> {
    const clean = await this.#cleanRun(scope);
    const testFiles = clean.files;
    if (testFiles.length === 0) return { ...unclear('no test file was run'), testFiles };
    if (!clean.green) return { ...unclear(`red without any break: ${said(clean)}`), testFiles };
    return { ...(await this.#broken(file, broken, scope, clean)), testFiles };
  }

  async #broken(file: string, broken: string, scope: string[], { ms, touches }: PlainRun): Promise<Truth> {
    const path = writableWithin(this.#options.root, file);
    const original = readFileSync(path, 'utf8');
    const limitMs = endlessMs + endlessFactor * ms;
    // What the suite makes and takes away again is not left behind by a test that did not come to that.
    const absent = touches.made.filter((made) => !existsSync(made));
    try {
      writeFileSync(path, broken);
      const first = await this.#run(scope, limitMs, touches);
      if (first.refused !== undefined) return unclear(`with the break, it ${first.refused}`);
      if (first.green) return { outcome: 'unnoticed', failures: [] };
      if (first.timedOut) return { outcome: 'noticed', failures: [], outOfTime: true };
      const second = await this.#run(scope, limitMs, touches);
      if (second.green) return unclear(`red, then green: ${said(first)}`);
      return { outcome: 'noticed', failures: first.failures };
    } finally {
      writeFileSync(path, original);
      for (const made of absent) rmSync(made, { recursive: true, force: true });
    }
  }

  #cleanRun(scope: string[]): Promise<PlainRun> {
    const name = JSON.stringify(scope);
    const running = this.#clean.get(name) ?? this.#run(scope, cleanLimitMs);
    this.#clean.set(name, running);
    return running;
  }

  #run(scope: string[], limitMs: number, touches?: Touches): Promise<PlainRun> {
    const { root, runnerFolder, config = {}, bail, inPlace, signal } = this.#options;
    const args = [...scope, ...(bail ? ['--bail=1'] : []), ...vitestArguments(config)];
    return runPlain(args, { root, runnerFolder, env: config.env, limitMs, inPlace, touches, signal });
  }
}

function unclear(why: string): Truth {
  return { outcome: 'unclear', failures: [], why };
}

function runOf(testFiles: string[]): string[] {
  return ['run', ...testFiles];
}

function said({ failures, timedOut }: PlainRun): string {
  if (timedOut) return 'out of time';
  return failures
    .slice(0, 3)
    .map(({ file, test, message }) => `${[file, test].filter((part) => part !== '').join(' > ')}: ${message}`)
    .join('; ');
}
