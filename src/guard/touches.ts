/** What a suite does to files outside of its folder for temporary files. All paths are absolute, without links. */
export interface Touches {
  /** Written to, made or removed. */
  touched: string[];
  /** Not there before. */
  made: string[];
  /** Removed or renamed, folders with all in them. */
  removed: string[];
  /** Commands it starts, see `lineOf`. */
  commands: string[][];
  /** Signals it sends to itself. */
  signals: string[];
}

/** Collects what the clean suite does, from all processes that run it. */
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
