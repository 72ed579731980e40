import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { vitestOptions } from '../../model/runner-settings.ts';
import { setVariablesOfCommand } from './as-command.ts';
import { holdWorkers, refuseUnheld } from './hold.ts';
import type { PlainRequest } from './plain-protocol.ts';
import { guardServer } from './served-files.ts';
import type { Vitest } from './vitest-api.ts';

/**
 * Entry of a process that runs plain Vitest like `vitest run`, with the project's own settings and with the tests in the
 * sandbox.
 */
type PlainVitest = Vitest & { start(files: string[]): Promise<unknown>; exit(force: boolean): Promise<void> };

async function run({ root, runnerFolder, settings, files, report, sandbox }: PlainRequest): Promise<void> {
  setVariablesOfCommand(process.env);
  const { createVitest } = await import(pathToFileURL(join(runnerFolder, 'dist/node.js')).href);
  const vitest = (await createVitest('test', {
    root,
    ...vitestOptions(settings),
    run: true,
    watch: false,
    ui: false,
    open: false,
    reporters: ['json'],
    outputFile: report,
    coverage: { enabled: false },
    typecheck: { enabled: false },
    browser: { enabled: false },
    pool: 'forks',
    bail: 0,
  })) as PlainVitest;
  const holding = { major: majorOf(runnerFolder), runnerFolder, folder: dirname(report) };
  for (const project of vitest.projects) {
    // New snapshots cannot be written.
    Object.assign(project.config.snapshotOptions ?? {}, { updateSnapshot: 'none' });
    holdWorkers(project, vitest, sandbox, holding);
  }
  for (const vite of new Set(vitest.projects.map((project) => project.vite)))
    guardServer(vite, sandbox, holding);
  const specifications = await vitest.globTestSpecifications(files);
  refuseUnheld(specifications.filter(({ pool }) => pool !== 'typescript'));
  await vitest.start(files);
  await vitest.exit(true);
}

function majorOf(runnerFolder: string): number {
  const { version } = JSON.parse(readFileSync(join(runnerFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return Number.parseInt(version, 10);
}

process.on('SIGUSR1', () => {});
await run(JSON.parse(process.argv[2] ?? '') as PlainRequest);
