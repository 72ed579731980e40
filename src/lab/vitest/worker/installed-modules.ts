import { workerState } from './worker-setup.ts';

/** Exports of the installed packages that the current file has imported. */
export function installedModules(): unknown[] {
  const { evaluatedModules, moduleCache } = workerState();
  const modules = evaluatedModules?.idToModuleMap ?? moduleCache ?? new Map<string, unknown>();
  return [...modules].flatMap(([id, module]) => {
    const { exports } = module as { exports?: unknown };
    return exports !== undefined && id.includes('node_modules') ? [exports] : [];
  });
}
