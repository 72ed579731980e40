import { join } from 'node:path';
import type { Mutant } from '../model/mutant.ts';
import type { FunctionUnit } from '../model/source.ts';
import { added, type NewProblems, reasonOf } from './errors.ts';
import { applyEdits, type Edit, editsOf, groupsOf } from './groups.ts';
import { CheckedProgram } from './program.ts';
import { configsFor } from './project-config.ts';
import { suspectsIn } from './suspects.ts';

/** A file that mutants may be in. */
export interface CheckedFile {
  /** Relative to the root. */
  file: string;
  text: string;
  functions: FunctionUnit[];
}

/** A mutant that was checked; `reason` is there if it does not compile. */
export interface Checked {
  id: string;
  reason?: string;
}

/** A file while its mutants are checked. */
interface Subject {
  file: CheckedFile;
  path: string;
  groups: Edit[][];
}

/**
 * Checks mutants in groups, and those that a new problem may come from once more alone. Only what is found alone,
 * in the mutant's own file, is a type error.
 */
export class TypeCheck {
  readonly #root: string;
  readonly #files: ReadonlyMap<string, CheckedFile>;
  readonly #programs: CheckedProgram[];

  /** Reads and checks the programs that the files belong to, which takes most of the time. */
  constructor(root: string, files: readonly CheckedFile[]) {
    this.#root = root;
    this.#files = new Map(files.map((file) => [join(root, file.file), file]));
    this.#programs = configsFor(root, [...this.#files.keys()]).map((config) => {
      const texts = config.paths.map((path) => [path, this.#files.get(path)!.text] as const);
      return new CheckedProgram(config, new Map(texts));
    });
  }

  *check(mutants: readonly Mutant[]): Generator<Checked> {
    const byFile = Map.groupBy(mutants, ({ file }) => file);
    for (const program of this.#programs) {
      const subjects = program.paths.flatMap((path) => {
        const file = this.#files.get(path)!;
        const own = byFile.get(file.file);
        if (!own) return [];
        return [{ file, path, groups: groupsOf(editsOf(file.text, own)) }];
      });
      const rounds = Math.max(0, ...subjects.map(({ groups }) => groups.length));
      for (let round = 0; round < rounds; round++) yield* this.#checkRound(program, subjects, round);
    }
  }

  /** One group of every file at once. */
  *#checkRound(program: CheckedProgram, subjects: readonly Subject[], round: number): Generator<Checked> {
    const current = subjects.flatMap((subject) => {
      const group = subject.groups[round];
      return group ? [{ subject, group }] : [];
    });
    program.change(
      new Map(current.map(({ subject, group }) => [subject.path, applyEdits(subject.file.text, group)])),
    );
    const seen = current.map((one) => ({ ...one, found: program.newIn(one.subject.path) }));
    const isAlone = current.length === 1 && current[0]?.group.length === 1;
    for (const { subject, group, found } of seen) {
      if (found.problems.length > 0 && !isAlone) yield* this.#checkAlone(program, subject, group, found);
      else for (const edit of group) yield this.#verdict(edit, found);
    }
  }

  /** First those whose function has a new problem; the others of the group only if that does not explain it all. */
  *#checkAlone(
    program: CheckedProgram,
    subject: Subject,
    group: readonly Edit[],
    found: NewProblems,
  ): Generator<Checked> {
    const suspects = suspectsIn(subject.file, group, found.problems);
    const others = group.filter((edit) => !suspects.includes(edit));
    let unexplained = found.counts;
    for (const edit of [...suspects, ...others]) {
      if (unexplained.size === 0 && others.includes(edit)) {
        yield this.#verdict(edit);
        continue;
      }
      program.change(new Map([[subject.path, applyEdits(subject.file.text, [edit])]]));
      const own = program.newIn(subject.path);
      unexplained = added(own.counts, unexplained);
      yield this.#verdict(edit, own);
    }
  }

  #verdict({ mutant: { id } }: Edit, found?: NewProblems): Checked {
    const [first] = found?.problems ?? [];
    return first ? { id, reason: reasonOf(first, this.#root) } : { id };
  }
}
