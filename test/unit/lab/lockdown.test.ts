import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sandboxArguments } from '../../../src/lab/sandbox.ts';
import { fromRoot } from '../../helpers/project.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'realcov-lockdown-')));
const outside = join(folder, 'outside');
const inside = join(folder, 'inside');
const socket = join(folder, 'agent.sock');
for (const path of [outside, inside]) mkdirSync(path);
let connections = 0;
const agent = createServer(() => connections++).listen(socket);

afterAll(() => {
  agent.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Ways out of a process that the permission model alone does not close, or not on every Node. Each is JavaScript. */
const ways: Record<string, string> = {
  'a database that is attached': `
    const { DatabaseSync } = require('node:sqlite');
    new DatabaseSync(':memory:').exec("ATTACH '${outside}/a.db' AS a; CREATE TABLE a.b (c)");`,
  'a database that is vacuumed into a file': `
    const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
    new DatabaseSync(':memory:').exec("CREATE TABLE b (c); VACUUM INTO '${outside}/b.db'");`,
  'a database by import': `
    const { DatabaseSync } = await import('node:sqlite');
    new DatabaseSync(':memory:').exec("ATTACH '${outside}/c.db' AS a; CREATE TABLE a.b (c)");`,
  'flags of V8': `
    require('v8').setFlagsFromString('--redirect-code-traces-to=${outside}/traces.txt');`,
  'flags of V8 by another require': `
    const { createRequire } = await import('node:module');
    createRequire('${inside}/a.js')('node:v8').setFlagsFromString('--redirect-code-traces-to=${outside}/traces.txt');`,
  'a heap snapshot': `require('v8').writeHeapSnapshot('${outside}/a.heapsnapshot');`,
  'a report': `process.report.writeReport('${outside}/report.json');`,
  'a compile cache': `require('module').enableCompileCache('${outside}/cache');`,
  'hooks for modules': `require('module').register('data:text/javascript,');`,
  'a Unix socket': `
    const socket = require('net').connect('${socket}');
    await new Promise((resolve, reject) => socket.on('connect', resolve).on('error', reject));`,
  'a Unix socket by its class': `
    const { Socket } = await import('node:net');
    await new Promise((resolve, reject) => new Socket().on('error', reject).connect('${socket}', resolve));`,
  'a Unix socket by http': `
    await new Promise((resolve, reject) =>
      require('http').get({ socketPath: '${socket}' }, resolve).on('error', reject));`,
  'a server': `
    await new Promise((resolve, reject) => require('http').createServer().on('error', reject).listen(0, resolve));`,
  'a server by what is below': `require('net').Server.prototype._listen2.call(require('net').createServer(), '${inside}/s', -1, -1);`,
  'a socket by what is below': `require('net')._createServerHandle('${inside}/t', -1, -1);`,
  'a datagram': `require('dgram').createSocket('udp4').bind(0);`,
  'a fetch': `await fetch('http://127.0.0.1:59999').catch(({ cause }) => { throw cause; });`,
  'a name': `require('dns').lookup('localhost', () => {});`,
  'a name of mail servers': `require('dns').resolveMx('localhost', () => {});`,
  'a name by a promise': `await require('dns').promises.resolveCname('localhost');`,
  'a name by a resolver of its own': `new (require('dns').Resolver)().resolveTlsa('localhost', () => {});`,
  'a name by what is below': `new (require('dns').Resolver)()._handle.queryA({}, 'localhost');`,
  'a pipe by its class': `
    const Pipe = process.stdout._handle.constructor;
    new Pipe(0).bind('${inside}/u');`,
  'a datagram by its class': `
    const socket = new (require('dgram').Socket)('udp4');
    const state = Object.getOwnPropertySymbols(socket).map((name) => socket[name]).find((value) => value?.handle);
    state.handle.bind('127.0.0.1', 0, 0);`,
  'a signal to its parent': `process.kill(process.ppid, 0);`,
  'a signal to all': `process.kill(-1, 0);`,
  'a signal that opens a debugger': `process.kill(process.pid, 'SIGUSR1');`,
  'a debugger in another': `process._debugProcess(process.ppid);`,
  'a signal by what is below': `process._kill(process.ppid, 0);`,
  'a debugger': `require('inspector').open(0);`,
  'a session with itself': `new (require('inspector/promises').Session)().connect();`,
  'a program': `require('child_process').spawnSync('/bin/true');`,
  'a fork': `require('cluster').fork();`,
  'a thread': `new (require('worker_threads').Worker)('0', { eval: true });`,
  WASI: `new (require('wasi').WASI)({ version: 'preview1', preopens: { '/': '/' } });`,
  'a link': `require('fs').symlinkSync('${outside}', '${inside}/link');`,
  'a binding': `process.binding('fs');`,
  'the connection to the audit': `process._getActiveHandles();`,
  'native code': `process.dlopen({ exports: {} }, '${outside}/a.node');`,
};

const [compiler = ''] = globSync('node_modules/@swc/core-*/*.node', { cwd: fromRoot() }).map((path) =>
  fromRoot(path),
);
const own = `${inside}/node_modules/@swc/core-linux/a.node`;

/** Native code where that of compilers is open. */
const native: Record<string, string> = {
  'a compiler': `process.dlopen({ exports: {} }, '${compiler}');`,
  'its own, with the name of a compiler': `
    const fs = require('fs');
    fs.mkdirSync('${inside}/node_modules/@swc/core-linux', { recursive: true });
    fs.copyFileSync('${compiler}', '${own}');
    process.dlopen({ exports: {} }, '${own}');`,
  'any, by what the check is made of': `
    RegExp.prototype.test = () => true;
    RegExp.prototype.exec = () => [];
    Reflect.apply = (f, self, args) => f.call(self, ...args);
    require('fs').realpathSync.native = () => '${compiler}';
    process.permission.has = () => false;
    process.dlopen({ exports: {} }, '${outside}/a.node');`,
};

const held = sandboxArguments({ reads: [inside, fromRoot()], writes: [inside] });
const locked = `--import=file://${fromRoot('src/lab/worker/locked.ts')}?alone`;

/** What comes of each of the ways. */
function outcomes(args: string[], names: string[]): Record<string, string> {
  const script = join(inside, 'tries.mjs');
  const tries = names.map(
    (name) => `await attempt(${JSON.stringify(name)}, async () => {${ways[name] ?? native[name]}\n});`,
  );
  writeFileSync(
    script,
    `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const seen = {};
async function attempt(name, way) {
  try {
    await way();
    seen[name] = 'done';
  } catch (error) {
    seen[name] = error.code ?? error.message;
  }
}
${tries.join('\n')}
process.stdout.write(JSON.stringify(seen));
process.exit();
`,
  );
  const { stdout } = spawnSync(process.execPath, [...args, script], { encoding: 'utf8', timeout: 120_000 });
  return JSON.parse(stdout) as Record<string, string>;
}

test('what the permission model leaves open is closed before anything else runs', () => {
  const all = Object.keys(ways);
  expect(outcomes([...held, locked], all)).toEqual(
    Object.fromEntries(all.map((name) => [name, 'ERR_ACCESS_DENIED'])),
  );
  expect(readdirSync(outside)).toEqual([]);
  expect(connections).toBe(0);
});

test('native code that is not that of a known compiler, which nobody can have changed, is closed for Jest too', () => {
  writeFileSync(join(outside, 'a.node'), '');
  const names = ['native code', ...Object.keys(native)];
  expect(outcomes([...held, '--allow-addons', `${locked}&compilers`], names)).toMatchObject({
    'native code': 'ERR_ACCESS_DENIED',
    'a compiler': 'done',
    'its own, with the name of a compiler': 'ERR_ACCESS_DENIED',
    'any, by what the check is made of': 'ERR_ACCESS_DENIED',
  });
  rmSync(join(outside, 'a.node'));
});

test('of which some are open without that', () => {
  const open = ['a database that is attached', 'a database that is vacuumed into a file', 'flags of V8'];
  expect(outcomes(held, open)).toEqual(Object.fromEntries(open.map((name) => [name, 'done'])));
  expect(readdirSync(outside)).toEqual(expect.arrayContaining(['a.db', 'b.db']));
});
