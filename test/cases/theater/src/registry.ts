export interface Registry {
  add(name: string): unknown;
}

export function registerAll(registry: Registry): void {
  registry.add('buy');
  registry.add('sell');
}

export const limits = { small: 3, large: 30 };

export class Desk {
  static readonly address = 'Main Street 1';
  readonly #names: string[];
  constructor(names: string[]) {
    this.#names = names;
  }
  first(): string | undefined {
    return this.#names[0];
  }
}
