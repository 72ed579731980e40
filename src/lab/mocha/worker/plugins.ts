import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

type Fixture = (this: object) => unknown;
type Hooks = Record<string, unknown>;

/** What modules of `--require` may add to a run: hooks for all tests, and what is done once. */
export class Plugins {
  readonly hooks: Hooks[] = [];
  readonly setups: Fixture[] = [];
  readonly teardowns: Fixture[] = [];

  async add(exported: unknown): Promise<void> {
    if (typeof exported !== 'object' || exported === null) return;
    const { mochaHooks, mochaGlobalSetup, mochaGlobalTeardown } = exported as Record<string, unknown>;
    if (typeof mochaHooks === 'function') this.hooks.push((await mochaHooks()) as Hooks);
    else if (typeof mochaHooks === 'object' && mochaHooks !== null) this.hooks.push(mochaHooks as Hooks);
    this.setups.push(...fixtures(mochaGlobalSetup));
    this.teardowns.push(...fixtures(mochaGlobalTeardown));
  }

  with(others: Plugins): Plugins {
    const all = new Plugins();
    for (const part of [this, others]) {
      all.hooks.push(...part.hooks);
      all.setups.push(...part.setups);
      all.teardowns.push(...part.teardowns);
    }
    return all;
  }
}

function fixtures(given: unknown): Fixture[] {
  const all: unknown[] = Array.isArray(given) ? given : [given];
  return all.filter((each): each is Fixture => typeof each === 'function');
}

/** What `--require` names: a file of the project by its path, or a module. Mocha looks in its own folder, then in the project's. */
export function requirePath(name: string, root: string, mochaFolder: string): string {
  if (existsSync(resolve(root, name)) || existsSync(resolve(root, `${name}.js`))) return resolve(root, name);
  for (const folder of [root, mochaFolder]) {
    try {
      return createRequire(join(folder, 'package.json')).resolve(name);
    } catch {
      // Perhaps the other one has it.
    }
  }
  return name;
}

/** A file of the project itself: it is loaded again with each test file, as in a process of its own. */
export function isOfProject(path: string): boolean {
  return !/[\\/]node_modules[\\/]/.test(path) && /[\\/]/.test(path);
}
