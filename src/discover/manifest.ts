import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';

/** What is read of a package.json. */
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
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) ?? {};
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : error;
    throw new UserError(exitCodes.usage, `${file} cannot be read: ${why}`, 'mend the file');
  }
}

/** The package's own name, or its folder's. */
export function projectName(manifest: Manifest, root: string): string {
  return manifest.name || basename(root);
}

/** Whether the package depends on another, for itself or for its development. */
export function dependsOn(manifest: Manifest, name: string): boolean {
  return name in { ...manifest.dependencies, ...manifest.devDependencies };
}

/**
 * Whether the folder is the root of a workspace of several packages. A `pnpm-workspace.yaml` may hold nothing but
 * settings, and a list of packages only the root itself.
 */
export function isWorkspace(root: string, { workspaces }: Manifest): boolean {
  const listed = Array.isArray(workspaces) ? workspaces : packagesOf(workspaces);
  const file = join(root, 'pnpm-workspace.yaml');
  const ofPnpm = existsSync(file) ? packagesInYaml(readFileSync(file, 'utf8')) : [];
  return [...listed, ...ofPnpm].some((folder) => !/^(!|\.?\/?$)/.test(String(folder)));
}

function packagesOf(workspaces: unknown): unknown[] {
  const { packages } = (workspaces ?? {}) as { packages?: unknown };
  return Array.isArray(packages) ? packages : [];
}

/** The items of the list `packages`, in either of YAML's ways to write it. */
function packagesInYaml(text: string): string[] {
  const plain = text.replace(/\r/g, '').replace(/(^|\s)#.*$/gm, '');
  const [, inline, block = ''] =
    /^(?:packages|['"]packages['"]):[ \t]*(?:\[([^\]]*)\]|((?:\n[ \t]*-.*|\n[ \t]*)*))/m.exec(plain) ?? [];
  const items = inline === undefined ? block.split(/\n[ \t]*-[ \t]*/) : inline.split(',');
  return items.map((item) => item.trim().replace(/^(['"])(.*)\1$/, '$2')).filter((item) => item !== '');
}
