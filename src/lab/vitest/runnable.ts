import type { UnrunnableFile } from '../lab.ts';
import type { Project, Specification } from './vitest-api.ts';

/** The pools that run tests in processes or threads of Node. */
const nodePools = new Set(['forks', 'threads', 'vmForks', 'vmThreads']);

/** Tests of the project run in a pool of somebody else: in another runtime, for example. */
export function hasOwnPool({ config: { pool } }: Project): boolean {
  return typeof pool === 'string' && isOwn(pool);
}

export function isRunnable(specification: Specification): boolean {
  return specification.pool !== 'typescript' && whyNot(specification) === undefined;
}

/** Test files that cannot be run with broken code. */
export function unrunnableFiles(specifications: readonly Specification[]): UnrunnableFile[] {
  const files = specifications.flatMap((specification) => {
    const why = whyNot(specification);
    return why === undefined
      ? []
      : [[specification.moduleId, { path: specification.moduleId, why }] as const];
  });
  return [...new Map(files).values()];
}

function whyNot({ pool, project }: Specification): UnrunnableFile['why'] | undefined {
  if (pool === 'browser' || project.config.browser?.enabled) return 'browser';
  return hasOwnPool(project) || (pool !== undefined && isOwn(pool)) ? 'own-pool' : undefined;
}

function isOwn(pool: string): boolean {
  return !nodePools.has(pool) && pool !== 'browser' && pool !== 'typescript';
}
