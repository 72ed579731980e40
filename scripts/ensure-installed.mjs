/**
 * Runs before `npm test` and `npm run demo`: installs the packages of package-lock.json if they are not all
 * there. Plain JavaScript without dependencies, because it runs on whatever Node the machine has (20 and up).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

if (!isInstalled()) {
  console.log('Installing the packages of package-lock.json …');
  // Falls back to `install` where the registry lacks some other platform's optional package, which `ci` refuses.
  const installed = npm('ci', '--loglevel=error') || npm('install', '--no-save', '--loglevel=error');
  if (!installed) {
    console.error('npm could not install the packages: see its message above.');
    process.exitCode = 1;
  }
}

/** Whether node_modules holds what the lock file asks for, by npm's own record of what it installed. */
function isInstalled() {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed || !existsSync(join(root, 'node_modules', 'node', 'bin'))) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

/** @param {string} lockFile */
function packagesOf(lockFile) {
  if (!existsSync(lockFile)) return undefined;
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/** @param {string[]} args */
function npm(...args) {
  const line = ['npm', ...args, '--no-audit', '--no-fund'].join(' ');
  return spawnSync(line, { cwd: root, stdio: 'inherit', shell: true }).status === 0;
}
