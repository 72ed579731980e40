import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeTestArguments, nodeTestReporter } from '../../model/node-test-reporter.ts';
import { type NativeProject, serveHost } from '../native/host.ts';
import { readNodeFlags } from '../native/node-flags.ts';
import type { NativeWorkerOptions } from '../native/workers.ts';
import type { OpenRequest } from '../process/host-protocol.ts';
import type { NodeTestSetup, PlainStates } from './worker-setup.ts';

/** Entry of the lab process: runs the tests once with plain `node --test`, and starts workers when told to. */
const entry = fileURLToPath(new URL(`./worker/worker${import.meta.url.slice(-3)}`, import.meta.url));

serveHost(async (request) => {
  const plain = await plainRun(request);
  const files = Object.keys(plain)
    .filter((path) => Object.keys(plain[path] ?? {}).length > 0)
    .sort();
  return {
    files: files.map((path) => ({ project: '', path, environment: '' })),
    roles: { tests: files, others: [], unrunnable: [], support: [] },
    common: [],
    workers: () => workersOf(plain, request),
  } satisfies NativeProject;
});

function workersOf(plain: Record<string, PlainStates>, request: OpenRequest): NativeWorkerOptions {
  const { folder, memoryLimit, socket, root, journals, copies, table, texts, sandbox } = request;
  const { NODE_OPTIONS: nodeOptions, ...env } = process.env;
  const { preloads, rest } = readNodeFlags((nodeOptions ?? '').split(' ').filter((word) => word !== ''));
  const setup: NodeTestSetup = {
    ...{ socket, root, folder, journals, copies, table, texts, plain, preloads, nodeOptions },
    only: (request.settings.arguments ?? []).includes('--test-only'),
    runnerFolder: '',
    sandboxed: sandbox !== undefined,
    nodeFlags: [],
  };
  const file = join(folder, 'node-test-worker.json');
  writeFileSync(file, JSON.stringify(setup));
  return {
    ...{ entry, memoryLimit, folder, cache: basename(texts, '.json') },
    setup: file,
    flags: [],
    env: { ...env, NODE_TEST_CONTEXT: 'child-v8', ...(rest.length > 0 && { NODE_OPTIONS: rest.join(' ') }) },
  };
}

interface Report {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; ancestorTitles: string[]; title: string }[];
  }[];
}

/** What plain `node --test` says of each test: that is what ours has to say as well. */
async function plainRun({ root, folder, settings }: OpenRequest): Promise<Record<string, PlainStates>> {
  const report = join(folder, 'node-test.json');
  const reporter = join(folder, 'node-test-reporter.mjs');
  writeFileSync(reporter, nodeTestReporter);
  const args = ['--test', `--test-reporter=${reporter}`, '--test-reporter-destination=stdout'];
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, [...args, ...nodeTestArguments(settings.arguments ?? [])], {
      cwd: root,
      env: { ...process.env, REALCOV_PLAIN_NODE_TEST: report },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', () => resolve());
  });
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const broken = testResults.find(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  if (broken) throw new Error(`${broken.name}: ${broken.message}`);
  return Object.fromEntries(testResults.map((file) => [file.name, statesOf(file)]));
}

const states = { passed: 'pass', failed: 'fail', pending: 'skip' } as const;

function statesOf({ assertionResults }: Report['testResults'][number]): PlainStates {
  const seen = new Map<string, number>();
  const found: PlainStates = {};
  for (const { ancestorTitles, title, status } of assertionResults) {
    const name = [...ancestorTitles, title].join(' > ');
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    found[count === 1 ? name : `${name} #${count}`] = states[status as keyof typeof states];
  }
  return found;
}
