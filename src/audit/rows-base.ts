/** What the kept results of all test files depend on. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installedState } from '../discover/state.ts';
import type { Lab, TestFile } from '../lab/lab.ts';
import { hashOf } from '../lab/resume/inputs.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { optionsThatShape } from '../options/shapes.ts';
import { toolVersion } from '../version.ts';
import type { Breaks } from './breaks.ts';

/** Files that decide how others are read, by their names; what they say has a part in every result. */
const configuring =
  /(^|\/)(\.[^/]+|[^/]+\.config\.[^/]+|[^/]+\.workspace\.[^/]+|package\.json|[jt]sconfig[^/]*\.json|[^/]+[-.]lock(b|\.[^/]+)?|npm-shrinkwrap\.json)$|^(\.\.\/)*[^/]+\.(json|ya?ml|toml)$|(^|\/)patches\//;

/** Variables that change what tests do, beside those that Vite hands to them. */
const variables =
  /^(NODE_ENV|NODE_OPTIONS|CI|TZ|LANG|LANGUAGE|LC_\w+|FORCE_COLOR|NO_COLOR|DEBUG|VITE\w*|VITEST\w*)$/;

/**
 * A hash of it: the machine, the options, what is installed, the configuration and all that it is made of.
 * @param listed all files of the project, relative to its root
 * @returns undefined if it is not known what the configuration imports
 */
export async function baseOf(
  lab: Lab,
  options: AuditOptions,
  { project: { root, runner } }: Breaks,
  tests: readonly TestFile[],
  listed: readonly string[],
): Promise<string | undefined> {
  const support = textsOf(lab.roles.support, await lab.imports(lab.roles.support));
  if (!support) return undefined;
  const { version, platform, arch, env } = process;
  // A global setup may read anything.
  const shared = listed.filter((file) => lab.hasGlobalSetup || configuring.test(file));
  const environments = new Set(tests.map(({ project, environment }) => `${project}\n${environment}`));
  return hashOf(
    [toolVersion, ownCode(), Intl.DateTimeFormat().resolvedOptions(), version, platform, arch, runner, root],
    [...optionsThatShape('evidence').map((name) => options[name]), options.vitest, lab.isContained],
    Object.entries(env)
      .filter(([name]) => variables.test(name))
      .sort(),
    await installedState(root),
    support,
    [...shared, ...dotFiles(root)].map((file) => [file, textOf(join(root, file))]),
    [...environments].sort(),
  );
}

/** All files that set-up files and configurations are made of, each with its text; undefined if that is not known. */
function textsOf(
  support: readonly string[],
  imports: Record<string, string[]>,
): [string, string][] | undefined {
  if (support.some((file) => imports[file] === undefined)) return undefined;
  const files = new Set([...Object.keys(imports), ...Object.values(imports).flat()]);
  return [...files]
    .filter((file) => !file.includes('node_modules'))
    .sort()
    .map((file) => [file, textOf(file)]);
}

/** Files of variables are often ignored by git. */
function dotFiles(root: string): string[] {
  return readdirSync(root)
    .filter((name) => name.startsWith('.env'))
    .sort();
}

let own: string | undefined;

/** A hash of this program: another one may come to other results. */
function ownCode(): string {
  own ??= codeIn(fileURLToPath(new URL('..', import.meta.url)));
  return own;
}

function codeIn(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.[jt]s$/.test(name),
  );
  return hashOf(names.sort().map((name) => [name, textOf(join(folder, name))]));
}

function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'base64') : '';
}
