import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import { readPlainFile, readPlainJson } from '../system/plain-file.ts';

/** The fields that are read from a package.json. */
export interface Manifest {
  name?: string;
  version?: string;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  workspaces?: unknown;
}

/** @throws UserError if the package.json in the folder cannot be read */
export function readManifest(folder: string): Manifest {
  const file = join(folder, 'package.json');
  try {
    return plainManifest(readPlainJson(file));
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** The package's own name, or the name of its folder. */
export function projectName(manifest: Manifest, root: string): string {
  return manifest.name || basename(root);
}

/** Whether the package depends on another one, also for development only. */
export function dependsOn(manifest: Manifest, name: string): boolean {
  return name in { ...manifest.dependencies, ...manifest.devDependencies };
}

/**
 * Whether the folder is the root of a workspace of several packages. A `pnpm-workspace.yaml` may contain only settings,
 * and a list of packages may name only the root.
 */
export function isWorkspace(root: string, { workspaces }: Manifest): boolean {
  const listed = Array.isArray(workspaces) ? workspaces : packagesOf(workspaces);
  const file = join(root, 'pnpm-workspace.yaml');
  const ofPnpm = existsSync(file) ? packagesInYaml(readSettings(file)) : [];
  return [...listed, ...ofPnpm].some((folder) => !/^(!|\.?\/?$)/.test(String(folder)));
}

/** Ignores fields that do not have the type that npm expects. */
function plainManifest(read: unknown): Manifest {
  const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject(read)) throw new Error('it holds no object');
  const { name, version, scripts, dependencies, devDependencies, ...others } = read as Record<
    string,
    unknown
  >;
  const texts = (value: unknown) =>
    Object.fromEntries(
      Object.entries(isObject(value) ? (value as object) : {}).filter(([, each]) => typeof each === 'string'),
    ) as Record<string, string>;
  return {
    ...others,
    ...(typeof name === 'string' && { name }),
    ...(typeof version === 'string' && { version }),
    ...(isObject(scripts) && { scripts: texts(scripts) }),
    ...(isObject(dependencies) && { dependencies: texts(dependencies) }),
    ...(isObject(devDependencies) && { devDependencies: texts(devDependencies) }),
  };
}

function readSettings(file: string): string {
  try {
    return readPlainFile(file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): UserError {
  const why = error instanceof Error ? error.message.split('\n')[0] : error;
  return new UserError(exitCodes.usage, `${file} cannot be read: ${why}`, 'mend the file');
}

function packagesOf(workspaces: unknown): unknown[] {
  const { packages } = (workspaces ?? {}) as { packages?: unknown };
  return Array.isArray(packages) ? packages : [];
}

/** The items of the list `packages`, in either notation of YAML. */
function packagesInYaml(text: string): string[] {
  const plain = text.replace(/\r/g, '').replace(/(^|\s)#.*$/gm, '');
  const [, inline, block = ''] =
    /^(?:packages|['"]packages['"]):[ \t]*(?:\[([^\]]*)\]|((?:\n[ \t]*-.*|\n[ \t]*)*))/m.exec(plain) ?? [];
  const items = inline === undefined ? block.split(/\n[ \t]*-[ \t]*/) : inline.split(',');
  return items.map((item) => item.trim().replace(/^(['"])(.*)\1$/, '$2')).filter((item) => item !== '');
}
