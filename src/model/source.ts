/** A place in a source text: 1-based line, 1-based column in UTF-16 code units. */
export interface Position {
  line: number;
  column: number;
}

/** A range in a source text; `end` is exclusive. */
export interface Location {
  start: Position;
  end: Position;
}

/** A range of UTF-16 offsets; `end` is exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** A function of the audited project that can be broken. */
export interface FunctionUnit {
  /** Short hash of file, path and occurrence; stable when lines move. */
  id: string;
  /** Path relative to the project root, `/` as separator. */
  file: string;
  /** What a reader calls it: `Cart.total`, `parse`, `parse > callback`. */
  name: string;
  location: Location;
}
