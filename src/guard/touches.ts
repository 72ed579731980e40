/** Changes by a suite outside of its folder for temporary files. All paths are absolute, without links. */
export interface Touches {
  /** Written, made or removed. */
  touched: string[];
  /** New paths. */
  made: string[];
  /** Removed or renamed; a folder includes its content. */
  removed: string[];
  /** Commands that it starts, see `lineOf`. */
  commands: string[][];
  /** Signals that it sends to itself. */
  signals: string[];
}

/** Collects the changes by the clean suite from all its processes. */
export class TouchRecord {
  readonly touched = new Set<string>();
  readonly made = new Set<string>();
  readonly removed = new Set<string>();
  readonly signals = new Set<string>();
  readonly #commands = new Map<string, string[]>();

  add({ touched, made, removed, commands, signals }: Touches): void {
    for (const path of touched) this.touched.add(path);
    for (const path of made) this.made.add(path);
    for (const path of removed) this.removed.add(path);
    for (const signal of signals) this.signals.add(signal);
    for (const line of commands) this.addCommand(line);
  }

  addCommand(line: string[]): void {
    this.#commands.set(line.join('\0'), line);
  }

  get commands(): string[][] {
    return [...this.#commands.values()];
  }

  get all(): Touches {
    return {
      touched: [...this.touched],
      made: [...this.made],
      removed: [...this.removed],
      commands: this.commands,
      signals: [...this.signals],
    };
  }
}
