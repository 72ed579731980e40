import type { SessionSetup } from '../worker/driver.ts';
import type { GlobalConfig, ProjectConfig } from './jest-api.ts';

/** What the host hands over to its workers, as JSON in a file. */
export interface JestWorkerSetup extends SessionSetup {
  /** Folder of the audited project's own Jest. */
  runnerFolder: string;
  globalConfig: GlobalConfig;
  /** By the names that jobs have for them. */
  projects: Record<string, { config: ProjectConfig; moduleMap: unknown }>;
}
