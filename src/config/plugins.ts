import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What a Stryker plugin module declares. */
export interface StrykerPlugin {
  kind: string;
  name: string;
  value?: unknown;
  factory?: Injectable<(...args: unknown[]) => unknown>;
  injectableClass?: Injectable<new (...args: unknown[]) => unknown>;
}

type Injectable<F> = F & { inject?: readonly string[] };

/** The plugins that loaded, and why others did not. */
export interface LoadedPlugins {
  plugins: StrykerPlugin[];
  failures: string[];
}

/**
 * Loads Stryker plugins as StrykerJS does, but from the audited project: packages, paths, file URLs, and
 * patterns such as `@stryker-mutator/*`.
 */
export async function loadPlugins(descriptors: readonly string[], root: string): Promise<LoadedPlugins> {
  const loaded: LoadedPlugins = { plugins: [], failures: [] };
  for (const descriptor of descriptors.flatMap((each) => expand(each, root))) {
    try {
      const module: { strykerPlugins?: unknown } = await import(locate(descriptor, root));
      if (Array.isArray(module.strykerPlugins)) loaded.plugins.push(...module.strykerPlugins);
    } catch (error) {
      loaded.failures.push(`${descriptor}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
    }
  }
  return loaded;
}

/** Stryker's own packages that are no plugins. */
const notPlugins = ['core', 'api', 'util', 'instrumenter'];

function expand(descriptor: string, root: string): string[] {
  if (!descriptor.includes('*')) return [descriptor];
  const scope = descriptor.includes('/') ? dirname(descriptor) : '';
  const name = new RegExp(`^${descriptor.slice(scope ? scope.length + 1 : 0).replaceAll('*', '.*')}$`);
  const folder = folderUpwards(root, join('node_modules', scope));
  if (folder === undefined) return [];
  return readdirSync(folder)
    .filter((entry) => name.test(entry) && !(scope === '@stryker-mutator' && notPlugins.includes(entry)))
    .map((entry) => (scope ? `${scope}/${entry}` : entry));
}

function locate(descriptor: string, root: string): string {
  if (descriptor.startsWith('.') || isAbsolute(descriptor))
    return pathToFileURL(resolve(root, descriptor)).href;
  if (descriptor.startsWith('file:')) return descriptor;
  return pathToFileURL(importEntry(descriptor, root) ?? requireEntry(descriptor, root)).href;
}

function requireEntry(name: string, root: string): string {
  return createRequire(join(root, 'package.json')).resolve(name);
}

/** The entry under the `import` condition, which `require.resolve` cannot see in a package that has no other. */
function importEntry(name: string, root: string): string | undefined {
  const folder = folderUpwards(root, join('node_modules', name));
  if (folder === undefined) return undefined;
  const manifest: { exports?: unknown } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const entry = conditional(manifest.exports);
  return entry === undefined ? undefined : join(folder, entry);
}

function conditional(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  if (typeof target !== 'object' || target === null) return undefined;
  const keys = ['.', 'node', 'import', 'module-sync', 'default'];
  const taken = Object.entries(target).find(([key]) => keys.includes(key));
  return taken && conditional(taken[1]);
}

function folderUpwards(from: string, path: string): string | undefined {
  const candidate = join(from, path);
  if (existsSync(candidate)) return candidate;
  return dirname(from) === from ? undefined : folderUpwards(dirname(from), path);
}
