import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import picomatch from 'picomatch';
import { relativeTo } from '../../system/paths.ts';
import type { FileRoles } from '../lab.ts';
import { unrunnableFiles } from './runnable.ts';
import type { Project, Specification, Vitest } from './vitest-api.ts';
import { withRoot } from './vitest-api.ts';

/** The roles of a project's files, according to Vitest. */
export function rolesOf(vitest: Vitest, specifications: readonly Specification[]): FileRoles {
  const tests = specifications
    .filter(({ moduleId, project }) => !isInSource(moduleId, project))
    .map(({ moduleId }) => moduleId);
  return {
    tests: [...new Set(tests)],
    others: withRoot(vitest).flatMap(({ config }) => otherTests(config)),
    support: [...new Set(withRoot(vitest).flatMap(supportOf))],
    unrunnable: unrunnableFiles(specifications),
  };
}

/** A source with its own tests in it. Vitest recognises it by its text. */
function isInSource(file: string, { config }: Project): boolean {
  const patterns = config.includeSource ?? [];
  return (
    patterns.length > 0 &&
    picomatch(patterns, { dot: true })(pathIn(baseOf(config), file)) &&
    readFileSync(file, 'utf8').includes('import.meta.vitest')
  );
}

/** Patterns of type tests and benchmarks, which an audit does not run. */
function otherTests(config: Project['config']): FileRoles['others'] {
  return [config.typecheck, config.benchmark]
    .filter((kind) => kind?.include !== undefined && kind.include.length > 0)
    .map((kind) => ({ base: baseOf(config), include: kind?.include ?? [], exclude: kind?.exclude ?? [] }));
}

function supportOf({ config, vite }: Project): string[] {
  const named = [config.environment, config.runner, ...(config.snapshotSerializers ?? [])];
  const files = [
    ...(config.setupFiles ?? []),
    ...(config.globalSetup ?? []),
    ...named,
    vite.config?.configFile,
  ];
  return files
    .filter((file) => typeof file === 'string')
    .filter((file) => isAbsolute(file) || file.startsWith('.'))
    .map((file) => (isAbsolute(file) ? file : join(String(config.root), file)));
}

function baseOf({ dir, root }: Project['config']): string {
  return dir ?? root ?? '';
}

function pathIn(base: string, file: string): string {
  return relativeTo(base, file);
}
