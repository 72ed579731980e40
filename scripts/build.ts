/**
 * Compiles the package into `dist/`, from nothing, so that no file of an earlier build is left in it, and builds
 * the page of the HTML report.
 */
import { rmSync } from 'node:fs';
import { fromRoot, run } from './run.ts';

rmSync(fromRoot('dist'), { recursive: true, force: true });
process.exitCode =
  run('tsc', ['-p', 'tsconfig.build.json']).code ||
  run('node', [
    fromRoot('scripts', 'html-template.ts'),
    fromRoot('dist', 'reports', 'html', 'dist', 'template.html'),
  ]).code;
