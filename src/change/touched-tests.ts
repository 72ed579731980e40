import type { ChangedTests } from '../discover/changed-tests.ts';
import { isBreak } from '../model/mutant.ts';
import type { CleanRun, RunTest } from '../model/run.ts';
import { compareTests, type TestTexts } from './edited-tests.ts';

/** The tests that a change touched, told from their texts. */
export class TouchedTests {
  readonly #changed: ChangedTests;
  readonly #texts = new Map<string, TestTexts>();
  readonly #gone: ReadonlySet<string>;
  readonly #affected: ReadonlySet<string>;

  constructor(changed: ChangedTests) {
    this.#changed = changed;
    this.#gone = new Set(changed.gone.map(({ path }) => path));
    this.#affected = new Set(changed.affected);
  }

  /** Test files of the base that are others now, or gone, or use a helper that is another one. */
  get filesBefore(): string[] {
    const { edited, gone, affected } = this.#changed;
    const before = [...edited, ...gone].filter((file) => file.before).map(({ path }) => path);
    return [...before, ...affected];
  }

  /** Test files that are new or others now, or use a helper that is another one. */
  get filesNow(): string[] {
    return [...this.#changed.edited.map(({ path }) => path), ...this.#changed.affected];
  }

  /** Whether a test of now was added or edited itself. */
  changeOf({ line }: Pick<RunTest, 'line'>, file: string): 'added' | 'edited' | undefined {
    return this.#textsOf(file)?.changeOf(line);
  }

  /** Whether the change may be why a test of now does something else, or is there. */
  isTouched(test: Pick<RunTest, 'line'>, file: string): boolean {
    return (
      this.#affected.has(file) ||
      this.#textsOf(file)?.concernsAll === true ||
      this.changeOf(test, file) !== undefined
    );
  }

  /** Whether a test of the base is gone, or may do something else now. */
  isLost({ line }: Pick<RunTest, 'line'>, file: string): boolean {
    if (this.#gone.has(file) || this.#affected.has(file)) return true;
    const texts = this.#textsOf(file);
    return texts !== undefined && (texts.concernsAll || texts.isLost(line));
  }

  #textsOf(path: string): TestTexts | undefined {
    const known = this.#texts.get(path);
    if (known) return known;
    const file = this.#changed.edited.find((each) => each.path === path);
    if (!file) return undefined;
    const before = file.before ?? this.#changed.gone.find((each) => each.path === file.from)?.before;
    const texts = compareTests({ ...file, ...(before && { before }) });
    this.#texts.set(path, texts);
    return texts;
  }
}

/** Ids of the breaks that some of the tests reach. */
export function reachedBy(run: CleanRun, isWanted: (test: RunTest, file: string) => boolean): Set<string> {
  const wanted = new Set(
    run.files.flatMap(({ file, tests }) =>
      tests.filter((test) => isWanted(test, file)).map(({ index }) => index),
    ),
  );
  const reached = new Set<string>();
  if (wanted.size === 0) return reached;
  for (const { mutant, reach } of run.mutants)
    if (isBreak(mutant) && reach.some(({ first }) => first.some((test) => wanted.has(test))))
      reached.add(mutant.id);
  return reached;
}
