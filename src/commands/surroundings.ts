import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Surroundings } from '../../reports/reporters/reporter.ts';
import { relativeTo } from '../system/paths.ts';

type Env = Record<string, string | undefined>;

/** Where an audit runs, from the variables that platforms set. */
export function surroundingsOf(root: string, env: Env = process.env): Surroundings {
  const repository = repositoryAround(root);
  return {
    folder: repository === undefined ? '' : relativeTo(repository, root),
    job: jobAddress(env),
    jobSummary: env.GITHUB_STEP_SUMMARY || undefined,
  };
}

function repositoryAround(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : repositoryAround(above);
}

function jobAddress({
  GITHUB_SERVER_URL: server,
  GITHUB_REPOSITORY: repository,
  GITHUB_RUN_ID: run,
  ...env
}: Env): string | undefined {
  if (server && repository && run) return `${server}/${repository}/actions/runs/${run}`;
  return env.CI_JOB_URL ? `${env.CI_JOB_URL}/artifacts/browse` : undefined;
}
