import { realpathSync } from 'node:fs';
import { isAbsolute, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { heldSandbox } from '../process/held-sandbox.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Holding } from './hold.ts';
import { type Container, containersOf, type ViteServer } from './serve.ts';

/**
 * Makes a Vite server refuse files that workers in the sandbox may not read. This is needed because the server runs outside
 * of the sandbox and reads everything that a test imports.
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

/** The file of a module id; undefined for a virtual module. */
function pathOf(id: string): string | undefined {
  const bare = id.replace(/^\0+/, '').replace(/[?#].*$/s, '');
  const path = bare.startsWith('file:') ? fileURLToPath(bare) : fromUrl(bare);
  return isAbsolute(path) && realOf(path) !== '' ? path : undefined;
}

/** Vite's own way to write a path as a URL, with a drive letter or without. */
function fromUrl(path: string): string {
  return path.replace(/^\/@fs\/+(?=[A-Za-z]:)/, '').replace(/^\/@fs\/+/, '/');
}

/** The real path; '' if there is nothing. */
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
