import { readFileSync, realpathSync } from 'node:fs';
import { indexOf, TextIndex } from '../../elsewhere/text-index.ts';
import type { SwitchTable } from '../../protocol.ts';
import { Session } from '../../worker/session.ts';
import type { NativeSetup } from '../worker-setup.ts';
import { memoiseTsNode } from './compiled-modules.ts';
import { LoadedLibraries } from './loaded-libraries.ts';
import { type NativeParts, type NativeTest, nativeParts } from './parts.ts';
import { preload, serveInLoaderThread, unwatched } from './preloads.ts';
import { ServedLoads } from './served-loads.ts';

export interface Started {
  session: Session<NativeTest>;
  parts: NativeParts;
  loads: ServedLoads;
  libraries: LoadedLibraries;
}

/** What tests and the programs that they start see of how Node was started: what it would be without realcov. */
export function showFlags({ nodeFlags, nodeOptions }: NativeSetup): void {
  process.execArgv = [...nodeFlags];
  if (nodeOptions === undefined) delete process.env.NODE_OPTIONS;
  else process.env.NODE_OPTIONS = nodeOptions;
}

/**
 * Starts the session of a worker: first what serves instrumented texts, then the project's own compilers, then what watches
 * the tests.
 * @param load loads the test runner
 * @param takes whether an error outside of tests belongs to what runs now
 */
export async function startSession(
  setup: NativeSetup,
  load: () => Promise<unknown>,
  takes: (error: unknown) => boolean,
): Promise<Started> {
  const { prefix } = JSON.parse(readFileSync(setup.table, 'utf8')) as SwitchTable;
  let session: Session<NativeTest> | undefined;
  const libraries = new LoadedLibraries();
  const loads = new ServedLoads(new TextIndex(indexOf(setup.texts)), prefix, libraries, (path) =>
    session?.unserved(path),
  );
  if (!loads.install())
    throw new Error('this Node has no hooks for loading modules: it has to be 22.15 or newer');
  serveInLoaderThread(indexOf(setup.texts));
  await unwatched(async () => {
    await preload(setup.preloads, setup.root);
    await load();
  });
  const { root, sandboxed, runnerFolder } = setup;
  const packages = runnerFolder === '' ? [] : [realpathSync(runnerFolder)];
  const parts = nativeParts({ root, sandboxed, packages, loads, libraries, takes });
  session = new Session(setup, parts);
  for (const path of loads.early) session.unserved(path);
  loads.begin();
  memoiseTsNode();
  libraries.begin();
  await session.preload();
  return { session, parts, loads, libraries };
}
