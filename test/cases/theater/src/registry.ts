export interface Registry {
  add(name: string): unknown;
}

export function registerAll(registry: Registry): void {
  registry.add('buy');
  registry.add('sell');
}
