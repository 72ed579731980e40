import type { FunctionNode, Visit } from '../../src/instrument/syntax.ts';

/** What a rewrite may use to write the new text. */
export interface Pen {
  /** The outermost function, all of which is written anew. */
  unit: Visit<FunctionNode>;
  /** The text of a part, rewritten in its turn, in parentheses if it stood in some. Each part is written once. */
  write(part: Visit): string;
  /** Statements that follow each other, with what stands before each of them from an offset on. */
  list(statements: readonly Visit[], from: number): string;
  /** A name that is used nowhere in the file. */
  fresh(): string;
  /** A name for a value that is set once where the function begins; undefined where nothing can be set. */
  hoist?(value: string): string;
}

/** Writes a node in another way that means the same. */
export interface Rewrite {
  name: string;
  /** Whether it is sure to mean the same; `write` is only called if it is. */
  accepts(visit: Visit, pen: Pen): boolean;
  write(visit: Visit, pen: Pen): string;
}

/** Writes the first statements of several in another way that means the same. */
export interface ListRewrite {
  name: string;
  /** How many of the statements it takes; 0 if it is not sure to mean the same. */
  takes(statements: readonly Visit[], pen: Pen): number;
  write(statements: readonly Visit[], pen: Pen): string;
}

/** A place that was rewritten. */
export interface RewriteSite {
  rewrite: string;
  /** Offset of the node, or of the first statement. */
  start: number;
}
