import { isAbsolute } from 'node:path';
import type { FileRoles } from '../lab.ts';
import type { GlobalConfig, ProjectConfig } from './jest-api.ts';

/** The roles of a project's files, according to Jest. */
export function rolesOf(
  tests: string[],
  configs: readonly ProjectConfig[],
  globalConfig: GlobalConfig,
  configFiles: readonly string[],
): FileRoles {
  const named = configs.flatMap((config) => [
    ...config.setupFiles,
    ...config.setupFilesAfterEnv,
    ...config.snapshotSerializers,
    ...config.transform.map(([, path]) => path),
    ...[config.testEnvironment, config.testRunner, config.runner, config.resolver, config.snapshotResolver],
    ...[config.globalSetup, config.globalTeardown],
  ]);
  const all = [...named, globalConfig.globalSetup, globalConfig.globalTeardown, ...configFiles];
  return {
    tests: [...new Set(tests)],
    others: [],
    unrunnable: [],
    support: [...new Set(all)].filter(
      (file): file is string =>
        typeof file === 'string' && isAbsolute(file) && !/[\\/]node_modules[\\/]/.test(file),
    ),
  };
}
