import { readFileSync } from 'node:fs';
import { own } from '../../../model/by-name.ts';
import type { ServedText } from '../../lab.ts';
import { ServedTexts } from '../../process/served-texts.ts';
import { sameText } from '../../same-text.ts';
import { Session } from '../../worker/session.ts';
import { messageOf } from '../../worker/shorten.ts';
import type { TransformOptions } from '../configs.ts';
import type { Jest, JestTest as JestTestFile, Runtime, ScriptTransformer } from '../jest-api.ts';
import { partsName } from '../stubs.ts';
import type { JestWorkerSetup } from '../worker-setup.ts';
import { type JestParts, type JestTest, jestParts } from './driver.ts';
import { Environment, type JestEnvironment } from './environment.ts';
import { Load } from './load.ts';
import { loadUnwatched } from './packages.ts';
import { transformerFor } from './transformer.ts';

/** Entry of a worker process: runs test files with the project's own Jest, one after the other, for as long as there are jobs. */
const [, , setupFile = '', workerId = '1'] = process.argv;
const setup = JSON.parse(readFileSync(setupFile, 'utf8')) as JestWorkerSetup;

/** Jest sets the number of the only worker before each file, and each of ours has its own. */
function keepWorkerId(id: string): void {
  process.env.JEST_WORKER_ID = id;
  process.env = new Proxy(process.env, {
    set: (env, name, value) => (name === 'JEST_WORKER_ID' ? true : Reflect.set(env, name, value)),
  });
}

class JestWorker {
  readonly #jest: Jest;
  readonly #session: Session<JestTest>;
  readonly #parts: JestParts;
  readonly #texts: ServedTexts;
  readonly #served = new Set<string>();
  readonly #files = new Map<string, JestTestFile>();
  #load: Load | undefined;

  constructor(jest: Jest, session: Session<JestTest>, parts: JestParts, texts: ServedTexts) {
    this.#jest = jest;
    this.#texts = texts;
    this.#session = session;
    this.#parts = parts;
  }

  async run(): Promise<void> {
    for (let file = await this.#session.next(); file; ) {
      this.#session.beginLoad();
      this.#load = undefined;
      this.#parts.files.forget();
      const failure = await this.#runFile(this.#fileOf(file.project, file.path));
      const load = this.#load as Load | undefined;
      // It did not come so far as to say which tests there are.
      if (!load?.isCollected)
        this.#session.collected({ keys: new Map(), reverse: () => {}, keepOnly: () => {} });
      file = await this.#session.endFile({
        error: failure ?? load?.error,
        isEmpty: !load?.isCollected || load.isEmpty,
      });
    }
  }

  #fileOf(project: string, path: string): JestTestFile {
    const id = `${project}\n${path}`;
    const known = this.#files.get(id);
    if (known) return known;
    const of = own(setup.projects, project);
    if (!of) throw new Error(`no Jest project named ${project}`);
    const { config } = of;
    const moduleMap = this.#jest.moduleMapFrom(config, of.moduleMap);
    const resolver = this.#jest.Runtime.createResolver(config, moduleMap);
    const file = { path, context: { config, resolver, moduleMap, hasteFS: undefined } } as JestTestFile;
    this.#files.set(id, file);
    return file;
  }

  /** Why the file did not run, if it did not. */
  async #runFile(file: JestTestFile): Promise<string | undefined> {
    let failure: unknown;
    let hasFailed = false;
    const runner = new this.#jest.TestRunner(setup.globalConfig, {});
    runner.on('test-file-failure', ([, error]) => {
      failure = error;
      hasFailed = true;
    });
    await runner.runTests([file], { isInterrupted: () => false }, { serial: true });
    return hasFailed ? messageOf(failure) : undefined;
  }

  /** Jest has made the environment of a test file and its runtime, and has loaded nothing of the project there. */
  enter(jest: JestEnvironment, runtime: Runtime, transformer: ScriptTransformer, path: string): void {
    const environment = new Environment(jest, runtime);
    this.#session.enter(environment.realm);
    this.#parts.driver.environment = environment;
    this.#parts.leftovers.enter(environment.realm);
    this.#parts.mocks?.enter(jest.moduleMocker);
    this.#watchLoads(transformer);
    const own = runtime.unstable_importModule?.bind(runtime);
    if (own)
      runtime.unstable_importModule = (file, ...rest) =>
        file === path ? this.#session.import(() => own(file, ...rest)) : own(file, ...rest);
    this.#load = new Load(this.#session, this.#parts, environment, path);
    this.#preload(runtime);
  }

  /** In the realm of the file: what it looks at are values from there. */
  #preload(runtime: Runtime): void {
    const preload = this.#session.preloaded;
    if (!preload) return;
    const { install } = runtime.requireModule(preload.module) as { install(argument: string): void };
    install(preload.argument);
  }

  /** Notes what is loaded, and serves what the project has Jest leave as it is. */
  #watchLoads(transformer: ScriptTransformer): void {
    const transform = transformer.transform.bind(transformer);
    const transformAsync = transformer.transformAsync.bind(transformer);
    transformer.transform = (path, options, source) => {
      const transformed = transform(path, options, this.#sourceFor(path, source, transformer));
      this.#noteLoaded(path);
      return transformed;
    };
    transformer.transformAsync = async (path, options, source) => {
      const transformed = await transformAsync(path, options, this.#sourceFor(path, source, transformer));
      this.#noteLoaded(path);
      return transformed;
    };
  }

  #sourceFor(path: string, source: string | undefined, transformer: ScriptTransformer): string | undefined {
    const text = this.#texts.find(path);
    if (!text || transformer.shouldTransform(path)) return source;
    if (!sameText(text.original, source ?? readFileSync(path, 'utf8'))) return source;
    this.#served.add(text.path);
    return text.code;
  }

  #noteLoaded(path: string): void {
    this.#parts.files.note(path);
    const text = this.#texts.find(path);
    if (text && !this.#served.has(text.path)) this.#session.unserved(text.path);
  }

  transformer(options: TransformOptions): ReturnType<typeof transformerFor> {
    return transformerFor(options, {
      texts: this.#texts,
      onServed: (path) => this.#served.add(path),
      onOther: (path) => this.#session.unserved(path),
    });
  }
}

async function start(): Promise<void> {
  // As long as anybody may say something, this process lives on: the line to the audit alone does not keep it.
  process.on('message', () => {});
  keepWorkerId(workerId);
  const texts = new ServedTexts();
  texts.add(JSON.parse(readFileSync(setup.texts, 'utf8')) as ServedText[]);
  let worker: JestWorker | undefined;
  const early = (options: TransformOptions) =>
    transformerFor(options, { texts, onServed: () => {}, onOther: () => {} });
  const parts: Record<string, unknown> = {
    transformer: (options: TransformOptions) => worker?.transformer(options) ?? early(options),
  };
  Reflect.set(globalThis, Symbol.for(partsName), parts);
  const configs = Object.values(setup.projects).map(({ config }) => config);
  const jest = await loadUnwatched(setup.runnerFolder, configs);
  parts.Runtime = class extends jest.Runtime {
    constructor(...args: unknown[]) {
      super(...args);
      const [, environment, , transformer] = args as [unknown, JestEnvironment, unknown, ScriptTransformer];
      worker?.enter(environment, this, transformer, args[6] as string);
    }
  };
  const own = jestParts(setup.root);
  const session = new Session(setup, own);
  worker = new JestWorker(jest, session, own, texts);
  await worker.run();
  process.exit(0);
}

start().catch((error: unknown) => {
  process.send?.({ failed: messageOf(error) }, () => process.exit(1));
});
