import { Project, type SourceFile } from 'ts-morph';
import { type Counts, countOf, type NewProblems, newSince, problemsOf, type TypeProblem } from './errors.ts';
import type { ProjectConfig } from './project-config.ts';

/** The project's program, in which files can be given other texts. Nothing is written. */
export class CheckedProgram {
  /** Absolute paths of the files that may be changed. */
  readonly paths: readonly string[];
  readonly #project: Project;
  readonly #sourceFiles: Map<string, SourceFile>;
  readonly #originals: ReadonlyMap<string, string>;
  readonly #baselines: ReadonlyMap<string, Counts>;
  #changed = new Set<string>();

  /**
   * Reads all files that the program consists of and checks these, which takes most of the time.
   * @param originals the texts of the files that may be changed, by absolute path
   */
  constructor({ options, declarations, paths }: ProjectConfig, originals: ReadonlyMap<string, string>) {
    this.paths = paths;
    this.#project = new Project({
      compilerOptions: options,
      skipAddingFilesFromTsConfig: true,
      skipFileDependencyResolution: true,
    });
    for (const path of declarations) this.#project.addSourceFileAtPathIfExists(path);
    this.#originals = originals;
    this.#sourceFiles = new Map(
      [...originals].map(([path, text]) => [
        path,
        this.#project.createSourceFile(path, text, { overwrite: true }),
      ]),
    );
    this.#baselines = new Map(paths.map((path) => [path, countOf(this.#problemsIn(path))]));
  }

  /** Gives these files, by absolute path, other texts, and all others their own. */
  change(texts: ReadonlyMap<string, string>): void {
    for (const path of this.#changed) {
      if (!texts.has(path)) this.#set(path, this.#originals.get(path) ?? '');
    }
    for (const [path, text] of texts) this.#set(path, text);
    this.#changed = new Set(texts.keys());
  }

  /** What a file has more of than with all files as they are. */
  newIn(path: string): NewProblems {
    return newSince(this.#baselines.get(path) ?? new Map(), this.#problemsIn(path));
  }

  #problemsIn(path: string): TypeProblem[] {
    const program = this.#project.getProgram().compilerObject;
    const sourceFile = program.getSourceFile(path);
    return sourceFile ? problemsOf(program, sourceFile) : [];
  }

  #set(path: string, text: string): void {
    this.#sourceFiles.get(path)?.replaceWithText(text);
  }
}
