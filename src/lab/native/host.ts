import module, { createRequire } from 'node:module';
import type { FileRoles, TestFile } from '../lab.ts';
import { reply, serveAudit } from '../process/host-entry.ts';
import type { HostRequest, OpenRequest } from '../process/host-protocol.ts';
import { importsOf } from '../process/imports.ts';
import { NotSupported } from '../process/not-supported.ts';
import { WorkerProcesses } from '../process/worker-processes.ts';
import { relatedFiles } from './related.ts';
import { type NativeWorkerOptions, startNativeWorker } from './workers.ts';

/** A project whose tests Node itself loads, as its own test runner reads it. */
export interface NativeProject {
  files: TestFile[];
  roles: FileRoles;
  /** What is loaded for every test file, absolute paths. */
  common: string[];
  /** Written when the texts that are served are there. */
  workers(): NativeWorkerOptions;
}

/** Hosts a test runner in this process: reads the project when told to, and starts workers. */
export function serveHost(read: (request: OpenRequest) => Promise<NativeProject>): void {
  let project: NativeProject | undefined;
  let request: OpenRequest | undefined;
  let workers: WorkerProcesses | undefined;

  async function handle(message: HostRequest): Promise<void> {
    if (message.kind === 'open') {
      request = message;
      if (!(module as Partial<typeof module>).registerHooks)
        throw new NotSupported(
          `Node ${process.versions.node} has no hooks for loading modules, which these tests need`,
          'use Node 22.15 or newer, or 24',
        );
      project = await read(message);
      const { files, roles } = project;
      reply({ kind: 'opened', files, roles, tearsDown: false, leftovers: [] });
    } else if (message.kind === 'run') {
      if (!project || !request) return;
      workers ??= workersOf(project, request);
      workers.run(message.seeds.length);
    } else if (message.kind === 'related') {
      const { files = [], common = [] } = project ?? {};
      const among = new Set(message.among);
      const wanted = files.filter(({ path }) => among.has(path));
      reply({ kind: 'related', files: await relatedFiles(message.sources, wanted, common) });
    } else if (message.kind === 'imports') {
      reply({ kind: 'imports', imports: await importsOf(message.files, resolve).catch(() => ({})) });
    } else if (message.kind === 'outside') reply({ kind: 'outside', hits: {}, unserved: [] });
    else if (message.kind === 'drain') workers?.drain();
    else process.exit(0);
  }

  serveAudit({
    handle,
    leftovers: () => (request ? [request.folder] : []),
    isContained: () => request?.copies !== undefined,
  });
}

function workersOf(project: NativeProject, { concurrency }: OpenRequest): WorkerProcesses {
  const options = project.workers();
  return new WorkerProcesses({
    concurrency,
    start: (id) => startNativeWorker(options, id),
    onEnd: (errors) => reply({ kind: 'ran', errors }),
  });
}

/** As `require` finds a package from a file. */
export async function resolve(specifier: string, importer: string): Promise<string | undefined> {
  return createRequire(importer).resolve(specifier);
}
