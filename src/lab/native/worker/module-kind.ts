import { readFileSync } from 'node:fs';
import module from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Whether Node takes a file for an ES module, by its name and its package. */
function isEsModule(path: string): boolean {
  const extension = extname(path);
  if (/^\.m[jt]s$/.test(extension)) return true;
  if (!/^\.[jt]sx?$/.test(extension)) return false;
  const manifest = module.findPackageJSON(pathToFileURL(path));
  if (manifest === undefined) return false;
  try {
    return (JSON.parse(readFileSync(manifest, 'utf8')) as { type?: string }).type === 'module';
  } catch {
    return false;
  }
}

const notForImport = new Set([
  'ERR_UNKNOWN_FILE_EXTENSION',
  'ERR_MODULE_NOT_FOUND',
  'ERR_UNSUPPORTED_DIR_IMPORT',
]);

/**
 * Loads a module of the project. What is imported can be loaded again in the same process; an ES module that is required
 * cannot.
 * @param otherwise how the test runner loads it
 */
export async function loadModule(path: string, otherwise: (path: string) => unknown): Promise<unknown> {
  if (!isEsModule(path)) return otherwise(path);
  try {
    const exported = (await import(pathToFileURL(path).href)) as { default?: unknown };
    return exported.default ?? exported;
  } catch (error) {
    if (notForImport.has(String((error as { code?: unknown } | null)?.code))) return otherwise(path);
    throw error;
  }
}
