import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type NativeProject, serveHost } from '../native/host.ts';
import { readNodeFlags } from '../native/node-flags.ts';
import { type NativeWorkerOptions, startNativeWorker } from '../native/workers.ts';
import type { OpenRequest } from '../process/host-protocol.ts';
import { type MochaProject, readProject } from './mocha-project.ts';
import { isOfProject, requirePath } from './worker/plugins.ts';
import type { MochaSetup, Surveyed } from './worker-setup.ts';

/** Entry of the lab process: reads the audited project's configuration with its own Mocha, and starts workers when told to. */
const entry = fileURLToPath(new URL(`./worker/worker${import.meta.url.slice(-3)}`, import.meta.url));

serveHost(async (request) => {
  const project = readProject(request);
  const surveyed = project.files.length > 0 ? await survey(project, request) : [];
  const withTests = surveyed.filter(({ tests }) => tests > 0).map(({ path }) => path);
  // Hooks of one file are run for the tests of all, where all are run in one process.
  const companions = surveyed.filter(({ tests, hooks }) => tests === 0 || hooks).map(({ path }) => path);
  const { root, runnerFolder } = request;
  const requires = project.requires.map((name) => requirePath(name, root, runnerFolder)).filter(isOfProject);
  const support = [
    ...requires,
    ...project.configFiles,
    ...companions.filter((path) => !withTests.includes(path)),
  ];
  return {
    files: withTests.map((path) => ({ project: '', path, environment: '' })),
    roles: { tests: withTests, others: [], unrunnable: [], support: [...new Set(support)] },
    common: [...requires, ...companions],
    workers: () => workersOf(project, request, companions),
  } satisfies NativeProject;
});

function workersOf(
  project: MochaProject,
  request: OpenRequest,
  companions: string[],
  cache = basename(request.texts, '.json'),
): NativeWorkerOptions {
  const { folder, memoryLimit, socket, root, journals, copies, table, texts, sandbox, runnerFolder } =
    request;
  const { NODE_OPTIONS: nodeOptions, ...env } = process.env;
  const { preloads, rest } = readNodeFlags((nodeOptions ?? '').split(' ').filter((word) => word !== ''));
  const setup: MochaSetup = {
    ...{ socket, root, folder, journals, copies, table, texts, runnerFolder, companions, nodeOptions },
    ...{ options: project.options, requires: project.requires, files: project.files },
    sandboxed: sandbox !== undefined,
    preloads: [...preloads, ...project.preloads],
    nodeFlags: project.allFlags,
  };
  const file = join(folder, 'mocha-worker.json');
  writeFileSync(file, JSON.stringify(setup));
  return {
    ...{ entry, memoryLimit, folder, cache },
    setup: file,
    flags: project.flags,
    env: { ...env, ...(rest.length > 0 && { NODE_OPTIONS: rest.join(' ') }) },
  };
}

/** What each file adds to the suite, by loading all of them once as Mocha does. */
function survey(project: MochaProject, request: OpenRequest): Promise<Surveyed[]> {
  return new Promise((resolve, reject) => {
    const child = startNativeWorker(workersOf(project, request, [], 'originals'), 0, 'survey');
    let failure = 'the process that loads its files has ended';
    child.on('message', (message: { files?: Surveyed[]; failed?: string }) => {
      if (message.files) resolve(message.files);
      failure = message.failed ?? failure;
    });
    child.on('error', reject);
    child.on('exit', () => reject(new Error(failure)));
  });
}
