import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadModule } from '../../native/worker/module-kind.ts';
import { preload } from '../../native/worker/preloads.ts';
import { type Started, showFlags, startSession } from '../../native/worker/start.ts';
import type { FileEnd } from '../../worker/job-run.ts';
import { messageOf } from '../../worker/shorten.ts';
import {
  loaderOf,
  loadMocha,
  type Mocha,
  type MochaClass,
  type RunnerClass,
  type Suite,
  type Test,
} from '../mocha-api.ts';
import type { MochaSetup, Surveyed } from '../worker-setup.ts';
import { Load, raiseTimeLimits } from './load.ts';
import { isOfProject, Plugins, requirePath } from './plugins.ts';

/** Entry of a worker process: runs test files with the project's own Mocha, one after the other, for as long as there are jobs. */
const [, , setupFile = '', task = 'run'] = process.argv;
const setup = JSON.parse(readFileSync(setupFile, 'utf8')) as MochaSetup;
const paths = setup.requires.map((name) => requirePath(name, setup.root, setup.runnerFolder));
const load = loaderOf(setup.runnerFolder);

async function pluginsOf(these: readonly string[]): Promise<Plugins> {
  const plugins = new Plugins();
  for (const path of these) await plugins.add(await loadModule(path, load));
  return plugins;
}

/** A run of some files, with nothing that stops early or prints. */
function mochaFor(MochaOf: MochaClass, files: readonly string[], { hooks }: Plugins): Mocha {
  const { ui } = setup.options;
  if (typeof ui === 'string' && !(ui in MochaOf.interfaces)) MochaOf.interfaces[ui] = loadUi(ui);
  const mocha = new MochaOf({ ...setup.options, reporter: class Silent {} });
  for (const each of hooks) mocha.rootHooks(each);
  mocha.files = [...files];
  return mocha;
}

/** As Mocha does. */
async function loadFiles(mocha: Mocha): Promise<void> {
  const { suite, files } = mocha;
  mocha.lazyLoadFiles(true);
  for (const file of files) {
    suite.emit('pre-require', globalThis, file, mocha);
    suite.emit('require', await loadModule(file, load), file, mocha);
    suite.emit('post-require', globalThis, file, mocha);
  }
}

function loadUi(name: string): unknown {
  const path = requirePath(name, setup.root, setup.runnerFolder);
  return createRequire(import.meta.url)(path);
}

class MochaWorker {
  readonly #mocha: MochaClass;
  readonly #lasting: Plugins;
  readonly #declared = new WeakMap<Test, string>();
  #started: Started | undefined;
  load: Load | undefined;

  constructor(mocha: MochaClass, lasting: Plugins) {
    this.#mocha = mocha;
    this.#lasting = lasting;
    raiseTimeLimits(mocha.Runnable.prototype);
    this.#noteLines();
  }

  async run(started: Started): Promise<void> {
    this.#started = started;
    const { session, loads, libraries } = started;
    for (let file = await session.next(); file; ) {
      this.load = undefined;
      session.beginLoad();
      loads.forget();
      libraries.forget();
      file = await session.endFile(await this.#runFile(file.path, started));
    }
  }

  async #runFile(path: string, { session, parts, libraries }: Started): Promise<FileEnd> {
    const load = new Load(
      { session, parts, declared: this.#declared, asyncOnly: setup.options.asyncOnly === true },
      path,
    );
    this.load = load;
    try {
      const loaded = await session.import(async () => {
        const plugins = this.#lasting.with(await pluginsOf(paths.filter(isOfProject)));
        const mocha = mochaFor(this.#mocha, filesFor(path), plugins);
        mocha._runnerClass = this.#runnerFor(load);
        await loadFiles(mocha);
        return { mocha, plugins };
      });
      parts.counter?.libraries.adopt(await libraries.find());
      if (loaded) await load.run(loaded.mocha, loaded.plugins);
    } catch (error) {
      load.error ??= messageOf(error);
    }
    // It did not come so far as to say which tests there are.
    if (!load.isCollected) session.collected({ keys: new Map(), reverse: () => {}, keepOnly: () => {} });
    return { error: load.error, isEmpty: load.isEmpty };
  }

  #runnerFor(load: Load): RunnerClass {
    return class extends this.#mocha.Runner {
      constructor(suite: Suite, options: object) {
        super(suite, options);
        load.adopt(this);
      }
    };
  }

  #noteLines(): void {
    const { prototype } = this.#mocha.Suite;
    const { addTest } = prototype;
    const note = (test: Test) => {
      if (this.#started?.session.wantsLines) this.#declared.set(test, new Error().stack ?? '');
    };
    prototype.addTest = function (test) {
      note(test);
      return addTest.call(this, test);
    };
  }
}

/** The file with those that belong to every file, in Mocha's own order. */
function filesFor(path: string): string[] {
  const wanted = new Set([path, ...setup.companions]);
  return setup.files.filter((file) => wanted.has(file));
}

/** Loads all files as Mocha does, and says what each of them adds. */
async function survey(): Promise<Surveyed[]> {
  await preload(setup.preloads, setup.root);
  const MochaOf = loadMocha(setup.runnerFolder);
  const mocha = mochaFor(MochaOf, setup.files, await pluginsOf(paths));
  const found: Surveyed[] = [];
  const { suite } = mocha;
  let before = { tests: 0, hooks: 0 };
  suite.on('pre-require', () => {
    before = { tests: countTests(suite), hooks: countHooks(suite) };
  });
  suite.on('post-require', (_: unknown, path: string) => {
    const hooks = countHooks(suite) > before.hooks;
    found.push({ path, tests: countTests(suite) - before.tests, hooks });
  });
  await loadFiles(mocha);
  return found;
}

function countTests({ tests, suites }: Suite): number {
  return suites.reduce((sum, suite) => sum + countTests(suite), tests.length);
}

function countHooks({ _beforeAll, _beforeEach, _afterAll, _afterEach }: Suite): number {
  return _beforeAll.length + _beforeEach.length + _afterAll.length + _afterEach.length;
}

async function start(): Promise<void> {
  // As long as anybody may say something, this process lives on: the line to the audit alone does not keep it.
  process.on('message', () => {});
  showFlags(setup);
  if (task === 'survey') {
    const files = await survey();
    process.send?.({ files }, () => process.exit(0));
    return;
  }
  let worker: MochaWorker | undefined;
  const started = await startSession(
    setup,
    async () => {
      worker = new MochaWorker(
        loadMocha(setup.runnerFolder),
        await pluginsOf(paths.filter((path) => !isOfProject(path))),
      );
    },
    (error) => worker?.load?.takes(error) === true,
  );
  await worker?.run(started);
  process.exit(0);
}

start().catch((error: unknown) => {
  process.send?.({ failed: messageOf(error) }, () => process.exit(1));
});
