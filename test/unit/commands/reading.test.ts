import { chmodSync, existsSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { acceptCommand } from '../../../src/commands/accept.ts';
import { acceptedCommand } from '../../../src/commands/accepted.ts';
import { compareCommand } from '../../../src/commands/compare.ts';
import { explainCommand } from '../../../src/commands/explain.ts';
import { generateCommand } from '../../../src/commands/generate.ts';
import { historyCommand } from '../../../src/commands/history.ts';
import type { Io } from '../../../src/commands/io.ts';
import { openCommand } from '../../../src/commands/open.ts';
import { showCommand } from '../../../src/commands/show.ts';
import { git } from '../../../src/discover/git.ts';
import { resolveOptions } from '../../../src/options/resolve.ts';
import { recordedIo } from '../../helpers/io.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';
import { commitAll, git as runGit, tempProject } from '../../helpers/temp-project.ts';

/** Says that it was run. */
const code = 'globalThis.realcovRan = (globalThis.realcovRan ?? 0) + 1;\n';
const timesRun = (): number => (globalThis as { realcovRan?: number }).realcovRan ?? 0;

/** A project whose configuration is code, or names a plugin that is; with an audit in the usual place. */
function project(files: Record<string, string>): string {
  const root = tempProject({
    'package.json': '{ "name": "shop", "type": "module" }',
    'plugin.js': `${code}export const strykerPlugins = [{ kind: 'Ignore', name: 'one', value: {} }];\n`,
    'reports/realcov/audit.json': JSON.stringify(sampleAudit()),
    ...files,
  });
  onTestFinished(() => {
    delete (globalThis as { realcovRan?: number }).realcovRan;
  });
  return root;
}

const configs: [string, Record<string, string>][] = [
  ['a configuration file', { 'stryker.config.mjs': `${code}export default {};\n` }],
  ['a plugin', { 'stryker.conf.json': '{ "plugins": ["./plugin.js"], "ignorers": ["one"] }' }],
];

const stopped = (io: Io): Io => ({ ...io, signal: AbortSignal.abort() });
const commands: [string, (io: Io) => Promise<unknown>][] = [
  ['show', (io) => showCommand('e1526374', {}, io)],
  ['explain', (io) => explainCommand('t-round', {}, io)],
  ['history', (io) => historyCommand({}, io)],
  ['accept', (io) => acceptCommand(['e1526374'], { reason: 'x', by: 'Ada' }, io)],
  ['accepted', (io) => acceptedCommand({}, io)],
  ['accepted --check', (io) => acceptedCommand({ check: true }, io)],
  ['compare', (io) => compareCommand('reports/realcov', 'reports/realcov', {}, io)],
  ['open', (io) => openCommand({ browser: false }, stopped(io))],
  ['generate --list-pins', (io) => generateCommand({ listPins: true }, io)],
];

describe.each(configs)('%s of the project is not run', (_, files) => {
  test.each(commands)('by %s', async (_name, run) => {
    const io = recordedIo(project(files));
    await run(io);
    expect(timesRun()).toBe(0);
    expect(io.printed.err).not.toContain('was not run');
  });

  test('but by an audit', async () => {
    await resolveOptions({ cwd: project(files) });
    expect(timesRun()).toBe(1);
  });
});

describe('that a configuration file was not run', () => {
  const naming = { 'stryker.config.mjs': 'export default { realcov: { outDir: "out" } };\n' };
  const note =
    'realcov: stryker.config.mjs was not run, for this only reads; if it sets outDir, name it with --out-dir\n';

  test('is said where it may name the folder of the report', async () => {
    const io = recordedIo(project(naming));
    await showCommand('e1526374', {}, io);
    expect(io.printed.err).toBe(note);
  });

  test('is said where there is no report', async () => {
    const root = project({ 'stryker.config.mjs': 'export { default } from "./shared.js";\n' });
    const io = recordedIo(root);
    rmSync(join(root, 'reports'), { recursive: true });
    await expect(showCommand('e1526374', {}, io)).rejects.toThrow('there is no audit in');
    expect(io.printed.err).toBe(note);
  });

  test('is not said where the command line names it, or none is needed', async () => {
    const io = recordedIo(project(naming));
    await showCommand('e1526374', { outDir: 'reports/realcov' }, io);
    await historyCommand({}, io);
    await acceptedCommand({}, io);
    expect(io.printed.err).toBe('');
  });
});

test.runIf(process.platform !== 'win32')(
  'git runs no program that the repository names for looking at files',
  async () => {
    const root = project({ 'look.sh': '#!/bin/sh\ntouch "$(dirname "$0")/looked"\n' });
    commitAll(root);
    runGit(root, 'config', 'core.fsmonitor', `sh ${join(root, 'look.sh')}`);
    await git(root, ['status', '--porcelain']);
    expect(existsSync(join(root, 'looked'))).toBe(false);
    runGit(root, 'status');
    expect(existsSync(join(root, 'looked'))).toBe(true);
  },
);

test.runIf(process.platform !== 'win32')('git is none that is installed in the project', async () => {
  const root = project({
    'node_modules/.bin/git': '#!/bin/sh\necho harmed\n',
    'bin/git': '#!/bin/sh\necho harmed\n',
  });
  for (const folder of ['node_modules/.bin', 'bin']) chmodSync(join(root, folder, 'git'), 0o755);
  commitAll(root);
  vi.stubEnv('PATH', [join(root, 'node_modules', '.bin'), 'bin', process.env.PATH].join(delimiter));
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  expect(await git(root, ['--version'])).toMatch(/^git version/);
});
