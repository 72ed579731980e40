import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { findConfigFiles } from '../config/find.ts';
import { findRunner } from '../discover/find-runner.ts';
import { git } from '../discover/git.ts';
import { dependsOn, isWorkspace, type Manifest, projectName, readManifest } from '../discover/manifest.ts';
import { exitCodes, UserError } from '../errors.ts';
import type { CiName } from '../model/ci.ts';
import { relativeTo } from '../system/paths.ts';
import { type Packages, packagesOf } from './package-manager.ts';
import { testedPackages } from './tested-packages.ts';

/** What a project is like, as far as it matters for setting realcov up in it. */
export interface Look {
  /** Absolute. */
  root: string;
  name: string;
  vitest: string;
  packages: Packages;
  /** Absolute path of the top of the repository; undefined outside of one. */
  repository: string | undefined;
  ci: CiName;
  /** The name of a CI system for which there is no template. */
  otherCi: string | undefined;
  /** Names of the configuration files in the root. */
  config: { own: string | undefined; stryker: string | undefined };
  /** Whether a package.json lists realcov. */
  dependsOnRealcov: boolean;
  /** `"type": "module"` in package.json. */
  isModule: boolean;
  hasTypeScript: boolean;
  /** The version of Node that a file says to use, relative to the top of the repository. */
  nodeVersionFile: string | undefined;
  /** Whether package.json says which package manager, of which version, is to be used. */
  pinsManager: boolean;
}

/**
 * Looks at a project; nothing of it is run, and nothing written.
 * @throws UserError where realcov could not audit it
 */
export async function lookAt(root: string): Promise<Look> {
  const manifest = readManifest(root);
  const vitest = vitestOf(root, manifest);
  const top = await git(root, ['rev-parse', '--show-toplevel']);
  const repository = top === undefined ? undefined : realpathSync(top.trim());
  const packages = packagesOf(root, repository);
  const manifests: Manifest[] = [manifest, ...manifestIn(packages.folder), ...manifestIn(repository ?? root)];
  const found = findConfigFiles(root, root, undefined);
  const nameOf = (file: string | undefined) => (file === undefined ? undefined : relativeTo(root, file));
  return {
    root,
    name: projectName(manifest, root),
    vitest,
    packages,
    repository,
    ...(await ciOf(repository ?? root)),
    config: { own: nameOf(found.own), stryker: nameOf(found.stryker) },
    dependsOnRealcov: manifests.some((each) => dependsOn(each, 'realcov')) || manifest.name === 'realcov',
    isModule: (manifest as { type?: unknown }).type === 'module',
    hasTypeScript: existsSync(join(root, 'tsconfig.json')) || dependsOn(manifest, 'typescript'),
    nodeVersionFile: ['.nvmrc', '.node-version'].find((name) => existsSync(join(repository ?? root, name))),
    pinsManager: manifests.some((each) => 'packageManager' in each),
  };
}

function manifestIn(folder: string): Manifest[] {
  return existsSync(join(folder, 'package.json')) ? [readManifest(folder)] : [];
}

function vitestOf(root: string, manifest: Manifest): string {
  try {
    return findRunner(root, manifest).version;
  } catch (error) {
    const packages =
      isWorkspace(root, manifest) && !dependsOn(manifest, 'vitest') ? testedPackages(root) : [];
    if (packages.length === 0) throw error;
    throw new UserError(
      exitCodes.usage,
      `${root} is the root of a workspace and has no Vitest of its own`,
      `run realcov init in one of its packages: ${packages.join(', ')}`,
    );
  }
}

const otherSystems: Record<string, string> = {
  '.circleci': 'CircleCI',
  'azure-pipelines.yml': 'Azure Pipelines',
  'bitbucket-pipelines.yml': 'Bitbucket Pipelines',
  Jenkinsfile: 'Jenkins',
  '.travis.yml': 'Travis CI',
  '.drone.yml': 'Drone',
  '.woodpecker.yml': 'Woodpecker',
};

/** By the files of a CI system, else by where the repository comes from. */
async function ciOf(top: string): Promise<Pick<Look, 'ci' | 'otherCi'>> {
  const files = readdirSync(top);
  const otherCi = Object.keys(otherSystems).find((name) => files.includes(name));
  if (files.includes('.github')) return { ci: 'github', otherCi: undefined };
  if (files.includes('.gitlab-ci.yml')) return { ci: 'gitlab', otherCi: undefined };
  if (otherCi !== undefined) return { ci: 'none', otherCi: otherSystems[otherCi] };
  const remote = (await git(top, ['config', '--get', 'remote.origin.url'])) ?? '';
  const [, ci = 'none'] = /[@/.](github|gitlab)\./.exec(remote.trim()) ?? [];
  return { ci: ci as CiName, otherCi: undefined };
}
