import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Touches } from '../guard/touches.ts';
import type { Truth } from '../model/reproduction.ts';
import { writableWithin } from '../store/inside-root.ts';
import type { PlainRunner, Scope } from './plain-command.ts';
import { type PlainRun, runPlain } from './plain-run.ts';

export interface TruthOptions {
  /** A copy of the project, which is changed. */
  root: string;
  runner: PlainRunner;
  /** Stop at the first failure, if it does not matter which tests fail. */
  bail: boolean;
  /** Runs in the given folder and not on a temporary copy of it. */
  inPlace?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

/** One break to try. */
export interface Question {
  /** Source file, relative to the root. */
  file: string;
  /** Its text with the break. */
  broken: string;
  /** Test files to run, relative to the root. Without it: all that import the source, directly or indirectly, or simply all. */
  only?: string[] | undefined;
  /** Test files to run in addition to those that import the source. */
  also?: string[] | undefined;
}

export interface Answer extends Truth {
  /** Test files that ran, relative to the root. */
  testFiles: string[];
}

/** A run that takes this many times as long as the clean one counts as endless. */
const endlessFactor = 5;
const endlessMs = 10_000;
const cleanLimitMs = 1_800_000;

/** Makes breaks in the real source and runs the plain test runner on whole test files, with the project's own settings. */
export class TruthFinder {
  readonly #options: TruthOptions;
  readonly #clean = new Map<string, Promise<PlainRun>>();

  constructor(options: TruthOptions) {
    this.#options = options;
  }

  /** Only the first of several failures is known. */
  get bail(): boolean {
    return this.#options.bail;
  }

  async of({ file, broken, only, also = [] }: Question): Promise<Answer> {
    if (only) return this.#answer(file, broken, { files: only });
    const first = await this.#answer(file, broken, { relatedTo: file });
    const isAlone = first.testFiles.length === 0;
    const missing = also.filter((testFile) => !first.testFiles.includes(testFile));
    if ((missing.length === 0 || first.outcome !== 'unnoticed') && !isAlone) return first;
    // Some files reach the source without importing it: in another process, or by reading it. So without imports, all files run.
    const second = await this.#answer(file, broken, { files: missing });
    return { ...second, testFiles: [...first.testFiles, ...second.testFiles] };
  }

  async #answer(file: string, broken: string, scope: Scope): Promise<Answer> {
    const clean = await this.#cleanRun(scope);
    const testFiles = clean.files;
    if (testFiles.length === 0) return { ...unclear('no test file was run'), testFiles };
    if (!clean.green) return { ...unclear(`red without any break: ${said(clean)}`), testFiles };
    return { ...(await this.#broken(file, broken, scope, clean)), testFiles };
  }

  async #broken(file: string, broken: string, scope: Scope, { ms, touches }: PlainRun): Promise<Truth> {
    const path = writableWithin(this.#options.root, file);
    const original = readFileSync(path, 'utf8');
    const limitMs = endlessMs + endlessFactor * ms;
    // Removes files that the suite makes and removes again: a test that failed early has not removed them.
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

  #cleanRun(scope: Scope): Promise<PlainRun> {
    const name = JSON.stringify(scope);
    const running = this.#clean.get(name) ?? this.#run(scope, cleanLimitMs);
    this.#clean.set(name, running);
    return running;
  }

  #run(scope: Scope, limitMs: number, touches?: Touches): Promise<PlainRun> {
    const { root, runner, bail, inPlace, signal } = this.#options;
    return runPlain(scope, { root, runner, bail, limitMs, inPlace, touches, signal });
  }
}

function unclear(why: string): Truth {
  return { outcome: 'unclear', failures: [], why };
}

function said({ failures, timedOut }: PlainRun): string {
  if (timedOut) return 'out of time';
  return failures
    .slice(0, 3)
    .map(({ file, test, message }) => `${[file, test].filter((part) => part !== '').join(' > ')}: ${message}`)
    .join('; ');
}
