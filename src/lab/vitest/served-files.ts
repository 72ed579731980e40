import { realpathSync } from 'node:fs';
import { isAbsolute, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sandbox } from '../sandbox.ts';
import { type Holding, heldSandbox } from './hold.ts';
import { type Container, containersOf, type ViteServer } from './serve.ts';

/**
 * Has a Vite server give nothing but the files that the sandbox lets its workers read: the server itself runs outside,
 * and what a test imports, with `?raw` and the like or without, is read by it.
 */
export function guardServer(server: ViteServer, sandbox: Sandbox, holding: Holding): void {
  const { reads, writes } = heldSandbox(sandbox, holding);
  const folders = [...new Set([...reads, ...writes].flatMap((path) => [path, realOf(path)]))];
  for (const container of containersOf(server)) guard(container, folders);
}

function guard(container: Container, folders: string[]): void {
  const { load, transform } = container;
  const check = (id: string) => {
    const path = pathOf(id);
    if (path !== undefined && !isWithin(realOf(path), folders))
      throw new Error(`${path} is not a file of the project: it is closed in the sandbox`);
  };
  container.load = async (id, ...rest) => {
    check(id);
    return load.call(container, id, ...rest);
  };
  container.transform = async (code, id, ...rest) => {
    check(id);
    return transform.call(container, code, id, ...rest);
  };
}

/** The file that an id leads to; undefined for one that exists only in a plugin. */
function pathOf(id: string): string | undefined {
  const bare = id.replace(/^\0+/, '').replace(/[?#].*$/s, '');
  const path = bare.startsWith('file:') ? fileURLToPath(bare) : fromUrl(bare);
  return isAbsolute(path) && realOf(path) !== '' ? path : undefined;
}

/** Vite's own way to write a path as a URL, with a drive letter or without. */
function fromUrl(path: string): string {
  return path.replace(/^\/@fs\/+(?=[A-Za-z]:)/, '').replace(/^\/@fs\/+/, '/');
}

/** Where a path really leads to; '' if it leads nowhere. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return '';
  }
}

function isWithin(path: string, folders: string[]): boolean {
  return folders.some((folder) => folder !== '' && (path === folder || path.startsWith(folder + sep)));
}
