import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readJestArguments } from '../../model/jest-arguments.ts';
import type { RunnerSettings } from '../../model/runner-settings.ts';
import type { OutsideTests, ServedText, TestFile } from '../lab.ts';
import { reply, serveAudit } from '../process/host-entry.ts';
import type { HostRequest, OpenRequest } from '../process/host-protocol.ts';
import { importsOf, type Resolve } from '../process/imports.ts';
import { RunsElsewhere } from '../process/runs-elsewhere.ts';
import { WorkerProcesses } from '../process/worker-processes.ts';
import type { SwitchTable } from '../protocol.ts';
import { globalConfigFor, projectConfigFor } from './configs.ts';
import { runGlobal } from './global-setup.ts';
import { heldArguments } from './held-arguments.ts';
import { JestProject } from './jest-project.ts';
import { rolesOf } from './roles.ts';
import { writeStubs } from './stubs.ts';
import type { JestWorkerSetup } from './worker-setup.ts';
import { startJestWorker } from './workers.ts';

/** Entry of the lab process: reads the audited project's configuration with its own Jest, and starts workers when told to. */
let project: JestProject | undefined;
let request: OpenRequest | undefined;
let workers: WorkerProcesses | undefined;
/** The global set-ups have run, for better or worse. */
let settingUp: Promise<void> | undefined;
let sources: ServedText[] = [];

serveAudit({
  handle,
  leftovers: () => (request ? [request.folder] : []),
  isContained: () => request?.copies !== undefined,
});

async function handle(message: HostRequest): Promise<void> {
  if (message.kind === 'open') await open(message);
  else if (message.kind === 'run') await run(message.seeds);
  else if (message.kind === 'related') await related(message.sources, message.among);
  else if (message.kind === 'imports') await imports(message.files);
  else if (message.kind === 'outside') reply({ kind: 'outside', ...outside() });
  else if (message.kind === 'drain') workers?.drain();
  else await close();
}

async function open(opened: OpenRequest): Promise<void> {
  request = opened;
  // As the `jest` command does before it reads a configuration.
  process.env.NODE_ENV ??= 'test';
  project = await JestProject.read(opened);
  const { tests, configs, globalConfig, configFiles } = project;
  reply({
    kind: 'opened',
    files: tests,
    roles: rolesOf(
      tests.map(({ path }) => path),
      configs,
      globalConfig,
      configFiles,
    ),
    tearsDown: hasGlobalSetup(project),
    leftovers: [],
  });
}

function hasGlobalSetup({ configs, globalConfig }: JestProject): boolean {
  return [...configs, globalConfig].some((config) => config.globalSetup || config.globalTeardown);
}

/** The texts that are served are written while Jest starts, and read when the first run begins. */
async function run(seeds: TestFile[]): Promise<void> {
  if (!project || !request) return;
  sources = JSON.parse(readFileSync(request.texts, 'utf8')) as ServedText[];
  settingUp ??= runGlobal('globalSetup', project.jest, project.globalConfig, project.withTests);
  await settingUp;
  workers ??= workersFor(project, request);
  workers.run(seeds.length);
}

function workersFor(read: JestProject, opened: OpenRequest): WorkerProcesses {
  const { concurrency, memoryLimit, settings } = opened;
  const options = {
    memoryLimit,
    held: heldWorkers(opened),
    setup: writeSetup(read, opened),
    colours: coloursIn(settings),
  };
  return new WorkerProcesses({
    concurrency,
    start: (id) => startJestWorker(options, id),
    onEnd: (errors) => reply({ kind: 'ran', errors }),
  });
}

/** The configuration, the texts and the cache of Jest are in the folder of the lab. */
function heldWorkers({ sandbox, runnerFolder, journals, table, folder }: OpenRequest): string[] {
  if (!sandbox) return [];
  const cache = join(folder, 'tmp');
  mkdirSync(cache, { recursive: true });
  const { reads, writes } = sandbox;
  const both = { reads: [...reads, folder], writes: [...writes, cache] };
  return heldArguments(both, { runnerFolder, journals, table }, []);
}

/** Of the test script: `jest --color`. */
function coloursIn({ arguments: given = [] }: RunnerSettings): boolean | undefined {
  const { color, colors = color } = readJestArguments(given).options;
  return typeof colors === 'boolean' ? colors : undefined;
}

function writeSetup({ globalConfig, contexts }: JestProject, opened: OpenRequest): string {
  const { folder, socket, root, journals, copies, table, texts, sandbox, runnerFolder } = opened;
  const how = { folder, stubs: writeStubs(folder), sources: sources.map(({ path }) => path) };
  const projects = Object.fromEntries(
    [...contexts].map(([name, { config, moduleMap }]) => [
      name,
      { config: projectConfigFor(config, how), moduleMap: moduleMap.toJSON() },
    ]),
  );
  const setup: JestWorkerSetup = {
    ...{ socket, root, folder, journals, copies, table, texts, runnerFolder },
    sandboxed: sandbox !== undefined,
    globalConfig: globalConfigFor(globalConfig),
    projects,
  };
  const file = join(folder, 'jest-worker.json');
  writeFileSync(file, JSON.stringify(setup));
  return file;
}

/** What global set-ups have loaded ran without any mutant. */
function outside(): OutsideTests {
  if (!request) return { hits: {}, unserved: [] };
  const { cache } = createRequire(import.meta.url);
  const { files } = JSON.parse(readFileSync(request.table, 'utf8')) as SwitchTable;
  return { hits: {}, unserved: files.filter(({ path }) => path in cache).map(({ key }) => key) };
}

/**
 * The files that `jest --findRelatedTests` would run, all files of a project whose set-up files import a source, and files
 * that may reach a source without importing it.
 */
async function related(paths: string[], among: string[]): Promise<void> {
  if (!project) return;
  const found = await project.related(paths);
  const others = new RunsElsewhere();
  const wanted = new Set(among);
  const files = project.tests.filter(
    ({ path, project: name }) => wanted.has(path) && (found.has(`${name}\n${path}`) || others.may(path)),
  );
  reply({ kind: 'related', files });
}

async function imports(files: string[]): Promise<void> {
  const contexts = [...(project?.contexts.values() ?? [])];
  const resolve: Resolve = async (specifier, importer) => {
    for (const { resolver } of contexts) {
      try {
        return resolver.resolveModule(importer, specifier);
      } catch {
        // Perhaps another project finds it.
      }
    }
    return undefined;
  };
  reply({ kind: 'imports', imports: await importsOf(files, resolve).catch(() => ({})) });
}

async function close(): Promise<void> {
  if (project && settingUp) await settingUp.then(() => runTearDown(project)).catch(() => {});
  process.exit(0);
}

async function runTearDown(opened: JestProject | undefined): Promise<void> {
  if (opened) await runGlobal('globalTeardown', opened.jest, opened.globalConfig, opened.withTests);
}
