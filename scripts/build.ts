/**
 * Compiles the package into `dist/`, from nothing, so that no file of an earlier build is left in it, and builds
 * the page of the HTML report.
 */
import { cpSync, rmSync } from 'node:fs';
import { fromRoot, run } from './run.ts';

rmSync(fromRoot('dist'), { recursive: true, force: true });
const template = ['reports', 'html', 'dist', 'template.html'];

process.exitCode =
  run('tsc', ['-p', 'tsconfig.build.json']).code ||
  run('node', [fromRoot('scripts', 'html-template.ts')]).code;
if (process.exitCode === 0) {
  cpSync(fromRoot(...template), fromRoot('dist', ...template));
}
