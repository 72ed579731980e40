import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadModule } from '../../native/worker/module-kind.ts';
import { type Started, showFlags, startSession } from '../../native/worker/start.ts';
import type { FileEnd } from '../../worker/job-run.ts';
import { messageOf } from '../../worker/shorten.ts';
import type { NodeTestSetup } from '../worker-setup.ts';
import { Load } from './load.ts';
import { Registry } from './registry.ts';
import { standIn } from './stand-in.ts';

/** Entry of a worker process: runs test files in the place of `node --test`, one after the other, for as long as there are jobs. */
const [, , setupFile = ''] = process.argv;
const setup = JSON.parse(readFileSync(setupFile, 'utf8')) as NodeTestSetup;
const require = createRequire(import.meta.url);

class NodeTestWorker {
  readonly #registry = new Registry();
  load: Load | undefined;

  constructor() {
    standIn(this.#registry);
  }

  async run({ session, parts, loads, libraries }: Started): Promise<void> {
    for (let file = await session.next(); file; ) {
      this.load = undefined;
      session.beginLoad();
      loads.forget();
      libraries.forget();
      this.#registry.clear();
      file = await session.endFile(await this.#runFile(file.path, { session, parts, loads, libraries }));
    }
  }

  async #runFile(path: string, { session, parts, libraries }: Started): Promise<FileEnd> {
    const load = new Load(session, this.#registry, path);
    this.load = load;
    const isFirst = session.wantsLines;
    try {
      await session.import(() => loadModule(path, (file) => require(file)));
      parts.counter?.libraries.adopt(await libraries.find());
      await load.run(setup.only);
      if (isFirst) load.error ??= differenceIn(path, load);
    } catch (error) {
      load.fail(error);
    }
    // It did not come so far as to say which tests there are.
    if (!load.isCollected) session.collected({ keys: new Map(), reverse: () => {}, keepOnly: () => {} });
    return { error: load.error, isEmpty: load.isEmpty };
  }
}

/** A test that does not do what it does under `node --test`: then nothing that is seen here can be trusted. */
function differenceIn(path: string, { states }: Load): string | undefined {
  const plain = setup.plain[path] ?? {};
  const names = new Set([...states.keys(), ...Object.keys(plain)]);
  for (const name of names) {
    const [here = 'skip', there = 'skip'] = [states.get(name), plain[name]];
    if (here !== there && !(here === 'pass' && there === 'skip'))
      return `"${name}" is another one than under "node --test": ${here} and not ${there}`;
  }
  return undefined;
}

async function start(): Promise<void> {
  // As long as anybody may say something, this process lives on: the line to the audit alone does not keep it.
  process.on('message', () => {});
  showFlags(setup);
  // Before anything of the project, as what is loaded first may declare hooks.
  const worker = new NodeTestWorker();
  const started = await startSession(
    setup,
    () => Promise.resolve(),
    (error) => worker.load?.takes(error) === true,
  );
  await worker.run(started);
  process.exit(0);
}

start().catch((error: unknown) => {
  process.send?.({ failed: messageOf(error) }, () => process.exit(1));
});
