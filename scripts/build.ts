/** Compiles the package into `dist/`, from nothing, so that no file of an earlier build is left in it. */
import { rmSync } from 'node:fs';
import { fromRoot, run } from './run.ts';

rmSync(fromRoot('dist'), { recursive: true, force: true });
process.exitCode = run('tsc', ['-p', 'tsconfig.build.json']).code;
