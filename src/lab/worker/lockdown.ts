import childProcess from 'node:child_process';
import cluster from 'node:cluster';
import crypto from 'node:crypto';
import dgram from 'node:dgram';
import dns from 'node:dns';
import fs from 'node:fs';
import module, { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import v8 from 'node:v8';

/**
 * What Node's permission model leaves open in a process: functions that write or read without its control, and sockets:
 * sockets of Unix are files, which stay open without a network. The members are removed from Node's own modules, so that no way
 * to load a module (`import`, `require`, `process.getBuiltinModule`) leads to them.
 */
const closed: [holder: object | undefined, names: string][] = [
  [v8, 'setFlagsFromString writeHeapSnapshot setHeapSnapshotNearHeapLimit takeCoverage'],
  [module, 'register enableCompileCache flushCompileCache'],
  [crypto, 'setEngine'],
  [os, 'setPriority'],
  [cluster, 'fork setupPrimary setupMaster'],
  [childProcess, 'spawn spawnSync exec execSync execFile execFileSync fork ChildProcess _forkChild'],
  [fs, 'symlink symlinkSync link linkSync'],
  [fs.promises, 'symlink link'],
  [
    process,
    '_getActiveHandles _getActiveRequests binding _linkedBinding dlopen execve _debugProcess _debugEnd _kill abort initgroups setgroups',
  ],
  [process.report, 'writeReport'],
];

/** The same for modules that not every Node has, or that print a warning when they are loaded. */
const closedModules: [name: string, names: string][] = [
  ['sqlite', 'DatabaseSync StatementSync Session backup'],
  ['inspector/promises', 'open Session'],
  ['inspector', 'open Session'],
  ['trace_events', 'createTracing'],
  ['wasi', 'WASI'],
  ['repl', 'start REPLServer'],
];

/** Everything that opens a socket. `fetch`, `http`, `tls` and the others use it. */
const sockets: [holder: object, names: string][] = [
  [net.Socket.prototype, 'connect'],
  [net.Server.prototype, 'listen _listen2'],
  [net, 'connect createConnection _createServerHandle'],
  [dgram, 'createSocket _createSocketHandle'],
  [dgram.Socket.prototype, 'bind connect send'],
];

/** Native code that Jest and its transformers cannot do without. */
const compilers =
  /[\\/]node_modules[\\/](@unrs[\\/]resolver-binding-|@swc[\\/]core-|@oxc-[\w-]+[\\/]binding-)[^\\/]+[\\/][^\\/]+\.node$/;

/**
 * Closes what a process in the sandbox must not use. Call it before any code of the tests runs.
 * @param how `compilers`: native code of known compilers may still be loaded
 */
export function lockDown(how: { compilers: boolean }): void {
  const { dlopen } = process;
  const modules = loaded(closedModules);
  for (const [holder, names] of closed) if (holder) close(holder, names.split(' '));
  for (const [holder, names] of modules) close(holder, names.split(' '));
  if (how.compilers) openFor(compilers, dlopen);
  onlyItself();
  syncBuiltinESMExports();
}

/** Also closes the objects below sockets, because the class of an open one could make another. */
const belowSockets =
  'bind bind6 connect connect6 listen open fchmod recvStart send send6 addMembership addSourceSpecificMembership';

/** Closes the network. The process has the one connection that it needs. */
export function lockNetwork(): void {
  for (const holder of handleClasses()) close(holder, belowSockets.split(' '));
  for (const holder of resolvers())
    close(
      holder,
      Object.getOwnPropertyNames(holder).filter((name) =>
        /^(lookup|resolve|reverse|query|getHost)/.test(name),
      ),
    );
  for (const [holder, names] of sockets) close(holder, names.split(' '));
  syncBuiltinESMExports();
}

/** The classes of pipes (its output is one) and of datagrams. */
function handleClasses(): object[] {
  // It is opened at first use, which is by Node itself if `node:process` is imported.
  void process.stdin;
  const datagrams = dgram.createSocket('udp4');
  const states = Object.getOwnPropertySymbols(datagrams).map(
    (name) => Reflect.get(datagrams, name) as unknown,
  );
  const handles = [process.stdout, process.stderr].map((stream) => fieldOf(stream, '_handle'));
  const classes = [...handles, ...states.map((state) => fieldOf(state, 'handle'))].flatMap((handle) =>
    typeof handle === 'object' && handle !== null ? [Object.getPrototypeOf(handle) as object] : [],
  );
  datagrams.close();
  return classes;
}

function resolvers(): object[] {
  const below = fieldOf(new dns.Resolver(), '_handle');
  return [
    dns,
    dns.promises,
    dns.Resolver.prototype,
    dns.promises.Resolver.prototype,
    ...(typeof below === 'object' && below !== null ? [Object.getPrototypeOf(below) as object] : []),
  ];
}

function fieldOf(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined;
}

/** Loads all of them before any is closed, because they use each other. */
function loaded(modules: [name: string, names: string][]): [holder: object, names: string][] {
  const warn = process.emitWarning;
  try {
    // Warnings about experimental modules are of no interest here.
    process.emitWarning = () => {};
    return modules.flatMap(([name, names]): [object, string][] => {
      const holder = process.getBuiltinModule(`node:${name}`) as object | undefined;
      return holder ? [[holder, names]] : [];
    });
  } finally {
    process.emitWarning = warn;
  }
}

function openFor(paths: RegExp, dlopen: typeof process.dlopen): void {
  const { dlopen: refuse } = process;
  // Stored now: code that is tried may replace them.
  const { exec } = RegExp.prototype;
  const { apply } = Reflect;
  const realOf = fs.realpathSync.native;
  const { permission } = process as { permission?: { has(scope: string, path: string): boolean } };
  const mayWrite = permission?.has.bind(permission);
  const isKnown = (filename: string) => {
    const path = realOf(filename);
    // What can be written here may have been written by the code that is tried.
    return mayWrite?.('fs.write', path) === false && apply(exec, paths, [path]) !== null;
  };
  process.dlopen = (module, filename, ...flags) =>
    apply(isKnown(filename) ? dlopen : refuse, process, [module, filename, ...flags]) as undefined;
}

function close(holder: object, names: readonly string[]): void {
  for (const name of names) {
    const { value, get } = Object.getOwnPropertyDescriptor(holder, name) ?? {};
    if (typeof value !== 'function' && get === undefined) continue;
    Object.defineProperty(holder, name, { value: refusing(name), writable: true, configurable: true });
  }
}

/** How often something was refused, shared by all copies of this module. */
const refusals = Symbol.for('realcov.refusals');

function note(): void {
  const before = Number(Reflect.get(process, refusals) ?? 0);
  Object.defineProperty(process, refusals, { value: before + 1, configurable: true });
}

/** To be called, and to be called with `new`. */
function refusing(name: string): () => never {
  return function refused(): never {
    note();
    throw Object.assign(new Error(`${name} is closed in the sandbox`), { code: 'ERR_ACCESS_DENIED' });
  };
}

/** A process may end itself. It may not send signals to others, or a signal that opens a debugger. */
function onlyItself(): void {
  const kill = process.kill.bind(process);
  const own = process.pid;
  process.kill = (pid, signal) => {
    if (pid === own && (signal === 'SIGKILL' || signal === 'SIGTERM' || signal === 0))
      return kill(pid, signal);
    return refusing('kill')();
  };
}
