import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { vitestOptions } from '../../model/runner-settings.ts';
import { caller } from '../elsewhere/caller.ts';
import { Elsewhere } from '../elsewhere/elsewhere.ts';
import { preloadInStarts } from '../elsewhere/starts.ts';
import { indexOf } from '../elsewhere/text-index.ts';
import type { ServedText, TestFile } from '../lab.ts';
import { messageOf, reply, serveAudit } from '../process/host-entry.ts';
import type { HostRequest, OpenRequest } from '../process/host-protocol.ts';
import { importsOf, type Resolve } from '../process/imports.ts';
import { RunsElsewhere } from '../process/runs-elsewhere.ts';
import { ServedTexts } from '../process/served-texts.ts';
import type { Hits, SwitchTable } from '../protocol.ts';
import { Switches } from '../worker/switches.ts';
import { setVariablesOfCommand } from './as-command.ts';
import { holdWorkers, refuseUnheld } from './hold.ts';
import { rolesOf } from './roles.ts';
import { hasOwnPool, isRunnable } from './runnable.ts';
import { runnerModule } from './runner-module.ts';
import { containersOf, makesSomethingOf, runnerId, type Served, serve, type ViteServer } from './serve.ts';
import { guardServer } from './served-files.ts';
import { errorRule } from './unhandled.ts';
import { leftoversOf, type Project, type Specification, type Vitest, withRoot } from './vitest-api.ts';

/** Entry of the lab process: hosts the audited project's own Vitest, and starts workers when told to. */
let vitest: Vitest | undefined;
/** Tests run in a sandbox. */
let held = false;
/** Folders to remove if the audit has ended without doing it. */
let leftovers: string[] = [];
let isContained = false;
/** Vitest starts workers only after it has ended the ones that it should end. */
let draining: Promise<void> | undefined;
/** The served texts are written while Vitest starts, and read when the first run begins. */
let loadTexts = () => {};

serveAudit({ handle, leftovers: () => leftovers, isContained: () => isContained });

async function handle(request: HostRequest): Promise<void> {
  if (request.kind === 'open') await open(request);
  else if (request.kind === 'run') await run(request.seeds);
  else if (request.kind === 'related') await related(request.sources, request.among);
  else if (request.kind === 'imports') await imports(request.files);
  else if (request.kind === 'outside') reply({ kind: 'outside', ...reachedOutside() });
  else if (request.kind === 'drain') await drain();
  else await close();
}

async function open(request: OpenRequest): Promise<void> {
  isContained = request.copies !== undefined;
  leftovers = [request.folder];
  held = request.sandbox !== undefined;
  // Some versions of Node cannot switch this off: the signal opens a debugger in processes that do not handle it.
  if (request.sandbox) process.on('SIGUSR1', () => {});
  setVariablesOfCommand(process.env);
  const { createVitest } = await import(pathToFileURL(join(request.runnerFolder, 'dist/node.js')).href);
  vitest = (await createVitest('test', cliOptions(request), {})) as Vitest;
  const served: Served = {
    texts: new ServedTexts(),
    runner: runnerModule(request, errorRule(vitest, request.folder)),
    onMismatch: (path: string) => reply({ kind: 'mismatch', path }),
  };
  const servers = new Set<ViteServer>();
  const specifications = await vitest.globTestSpecifications();
  const roles = rolesOf(vitest, specifications);
  for (const project of vitest.projects.filter((each) => !hasOwnPool(each))) {
    takeOver(project.config);
    limitMemory(project.config, request);
    if (request.sandbox) holdWorkers(project, vitest, request.sandbox, request);
    servers.add(project.vite);
  }
  for (const server of servers) serve(server, served);
  if (request.sandbox) for (const server of servers) guardServer(server, request.sandbox, request);
  loadTexts = () => {
    served.texts.add(JSON.parse(readFileSync(request.texts, 'utf8')) as ServedText[]);
    const table = JSON.parse(readFileSync(request.table, 'utf8')) as SwitchTable;
    // In the sandbox no text shows which mutant is active.
    if (!request.sandbox) served.prefix = table.prefix;
    makeInert(table, request);
    loadTexts = () => {};
  };
  if (request.major === 3) closeWhenBroken();
  const ofVitest = leftoversOf(vitest);
  leftovers.push(...ofVitest);
  reply({
    kind: 'opened',
    files: specifications.filter(isRunnable).map(testFileOf),
    roles,
    tearsDown: withRoot(vitest).some(({ config }) => (config.globalSetup ?? []).length > 0),
    leftovers: ofVitest,
  });
}

/** Code in this process, and in programs that it starts, always runs without a mutant. */
let inert: Switches | undefined;
let started: Elsewhere | undefined;

/** Instrumented code that global setup files load runs in this process. */
function makeInert(table: SwitchTable, request: OpenRequest): void {
  const { prefix } = table;
  const { root, journals, texts, sandbox } = request;
  started = sandbox
    ? undefined
    : new Elsewhere({ folder: journals, name: `host-${process.pid}`, prefix, index: indexOf(texts), root });
  inert = new Switches(table, started);
  inert.activate(undefined);
  if (started) preloadInStarts(() => (isStartedByVitest() ? undefined : inert?.order));
}

function reachedOutside(): { hits: Hits; unserved: string[] } {
  return { hits: inert?.readHits() ?? {}, unserved: started?.takeUnserved().unserved ?? [] };
}

/** Vitest's workers get other settings. */
function isStartedByVitest(): boolean {
  return /[\\/]node_modules[\\/](@?vitest[\w-]*|tinypool|esbuild|rolldown|vite)[\\/]/.test(caller());
}

function cliOptions({ root, major, concurrency, settings }: OpenRequest): Record<string, unknown> {
  return {
    root,
    ...vitestOptions(settings),
    // With another loader, Vite would write the bundled configuration beside the configuration file.
    ...(!isWritable(root) && { configLoader: 'runner' }),
    watch: false,
    ui: false,
    open: false,
    run: true,
    reporters: [{}],
    coverage: { enabled: false },
    typecheck: { enabled: false },
    browser: { enabled: false },
    pool: 'forks',
    isolate: true,
    fileParallelism: true,
    minWorkers: concurrency,
    maxWorkers: concurrency,
    ...(major === 3 && {
      poolOptions: {
        forks: { isolate: true, singleFork: false, minForks: concurrency, maxForks: concurrency },
      },
    }),
    bail: 0,
    cache: false,
    fsModuleCache: false,
    disableConsoleIntercept: true,
    sequence: { shuffle: false, concurrent: false },
    teardownTimeout: 1000,
  };
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Settings that override the configuration of every project. */
function takeOver(config: Project['config']): void {
  if (config.snapshotOptions) config.snapshotOptions.updateSnapshot = 'none';
  const experimental = config.experimental as Record<string, unknown> | undefined;
  if (experimental) Object.assign(experimental, { fsModuleCache: false, viteModuleRunner: true });
  Object.assign(config, {
    runner: runnerId,
    isolate: true,
    pool: 'forks',
    bail: 0,
    cache: false,
    fsModuleCache: false,
    fileParallelism: true,
    disableConsoleIntercept: true,
    // Instrumented code is slower, and every turn has its own time limit.
    testTimeout: Math.max(Number(config.testTimeout ?? 0), 30_000),
    hookTimeout: Math.max(Number(config.hookTimeout ?? 0), 30_000),
  });
  if (config.sequence) Object.assign(config.sequence, { shuffle: false, concurrent: false });
  const forks = (config.poolOptions as { forks?: object } | undefined)?.forks;
  if (forks) Object.assign(forks, { isolate: true, singleFork: false });
}

/** Limits the memory of each worker, unless the project sets a limit itself. */
function limitMemory(config: Project['config'], { major, memoryLimit }: OpenRequest): void {
  const flag = '--max-old-space-size';
  const forks = (config.poolOptions as { forks?: { execArgv?: string[] } } | undefined)?.forks;
  const holder = (major === 3 ? forks : config) as { execArgv?: string[] } | undefined;
  const given = holder?.execArgv ?? [];
  if (!holder || given.some((argument) => argument.replaceAll('_', '-').startsWith(flag))) return;
  holder.execArgv = [...given, `${flag}=${memoryLimit}`];
}

function testFileOf({ moduleId, project }: Specification): TestFile {
  return {
    project: project.name,
    path: moduleId,
    environment: `${project.name}|${environmentOf(moduleId, project.config.environment)}`,
  };
}

/**
 * The files that `vitest related` would run, all files of a project whose setup files import a source, and files that may
 * reach a source without importing it. If a plugin generates code from a source: all files.
 */
async function related(sources: string[], among: string[]): Promise<void> {
  if (!vitest) return;
  loadTexts();
  vitest.config.related = sources;
  const setups = vitest.projects.flatMap((project) =>
    (project.config.setupFiles ?? []).map((path) => project.createSpecification(path)),
  );
  // Vite reads each of these files, and everything that it imports.
  const wanted = new Set(among);
  const all = (await vitest.globTestSpecifications()).filter(
    (specification) => isRunnable(specification) && wanted.has(specification.moduleId),
  );
  const found = new Set(await vitest.specifications.filterTestsBySource([...all, ...setups]));
  const wholly = new Set(setups.filter((setup) => found.has(setup)).map(({ project }) => project));
  const others = new RunsElsewhere();
  const isMadeOf = vitest.projects.some(({ vite }) => makesSomethingOf(vite, sources));
  const files = all.filter(
    (specification) =>
      isMadeOf ||
      found.has(specification) ||
      wholly.has(specification.project) ||
      others.may(specification.moduleId),
  );
  reply({ kind: 'related', files: files.map(testFileOf) });
}

/** What files import. Names are resolved with the settings of any project that can. */
async function imports(files: string[]): Promise<void> {
  const servers = [...new Set((vitest?.projects ?? []).map((project) => project.vite))];
  const containers = servers.flatMap(containersOf);
  const resolve: Resolve = async (specifier, importer) => {
    for (const container of containers) {
      const found = (await container.resolveId(specifier, importer)) as { id: string } | null | undefined;
      if (found) return found.id;
    }
    return undefined;
  };
  reply({ kind: 'imports', imports: await importsOf(files, resolve).catch(() => ({})) });
}

function environmentOf(path: string, fallback: string): string {
  const text = readFileSync(path, 'utf8');
  const name = /@(?:vitest|jest)-environment\s+([\w./-]+)/.exec(text)?.[1] ?? fallback;
  const options = /@(?:vitest|jest)-environment-options\s+(.+)/.exec(text)?.[1] ?? '';
  return `${name}${options}`;
}

function drain(): Promise<void> | undefined {
  draining = vitest?.cancelCurrentRun('realcov');
  return draining;
}

async function run(seeds: TestFile[]): Promise<void> {
  const specifications = seeds.map(({ project: name, path }) => {
    const project = vitest?.projects.find((candidate) => candidate.name === name);
    if (!project) throw new Error(`no Vitest project named ${name}`);
    return project.createSpecification(path);
  });
  if (held) refuseUnheld(specifications);
  loadTexts();
  await draining;
  const ran = await vitest?.runTestSpecifications(specifications);
  reply({ kind: 'ran', errors: (ran?.unhandledErrors ?? []).map(messageOf) });
}

/** Vitest 3 cannot go on after a worker has crashed, and would end without the teardown of its global setups. */
function closeWhenBroken(): void {
  let closing: Promise<void> | undefined;
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (error) => {
    if (closing) return;
    process.stderr.write(`${messageOf(error)}\n`);
    closing = close();
  });
}

/** Runs the teardown of global setups. Workers and other processes end together with this process and its group. */
async function close(): Promise<void> {
  if (vitest) for (const project of withRoot(vitest)) await project._teardownGlobalSetup?.().catch(() => {});
  process.exit(0);
}
