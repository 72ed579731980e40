import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { extraIn, refusalIn, seenIn } from '../../../src/guard/notes.ts';
import { writeOrder } from '../../../src/guard/preloaded.ts';
import type { Touches } from '../../../src/guard/touches.ts';
import { hashTree } from '../../helpers/project.ts';

/** A project with files that are nobody's to change, and a program that is guarded there. */
let folder: string;
let project: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'realcov-guard-')));
  project = join(folder, 'project');
  mkdirSync(join(project, 'src'), { recursive: true });
  mkdirSync(join(folder, 'own'));
  writeFileSync(join(project, 'kept.txt'), 'kept');
  writeFileSync(join(project, 'src', 'kept.ts'), 'kept');
  symlinkSync(join(project, 'kept.txt'), join(folder, 'own', 'link'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const nothing: Touches = { touched: [], made: [], removed: [], commands: [], signals: [] };

/** Runs the code with a guard; it finds `fs`, `own` (its folder for temporary files) and the project as its folder. */
function run(code: string, touches?: Touches): string {
  const order = join(folder, 'order.cjs');
  writeOrder(order, {
    root: project,
    temporary: [join(folder, 'own')],
    notes: join(folder, 'notes'),
    ...(touches && { touches }),
  });
  const text = `
    import * as fs from 'node:fs';
    import { createRequire } from 'node:module';
    const require = createRequire(import.meta.url);
    const own = ${JSON.stringify(join(folder, 'own'))};
    const attempt = async (work) => { try { await work(); return 'done'; } catch (error) { return error.name; } };
    ${code}
  `;
  const program = join(folder, 'program.mjs');
  writeFileSync(program, text);
  return execFileSync(process.execPath, ['--no-warnings', '--require', order, program], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
}

/** Calls that would change what is kept, by what `node:fs/promises` calls them. */
const calls: Record<string, unknown[]> = {
  writeFile: ['kept.txt', 'x'],
  appendFile: ['kept.txt', 'x'],
  truncate: ['kept.txt'],
  chmod: ['kept.txt', 0o600],
  chown: ['kept.txt', 0, 0],
  utimes: ['kept.txt', 1, 1],
  lutimes: ['kept.txt', 1, 1],
  lchown: ['kept.txt', 0, 0],
  open: ['kept.txt', 'w'],
  readFile: ['kept.txt', { flag: 'w+' }],
  copyFile: ['src/kept.ts', 'kept.txt'],
  cp: ['src', 'kept.txt', { recursive: true }],
  mkdir: ['made'],
  mkdtemp: ['made-'],
  symlink: ['kept.txt', 'made'],
  link: ['kept.txt', 'made'],
  unlink: ['kept.txt'],
  rmdir: ['src'],
  rm: ['src', { recursive: true }],
  rename: ['kept.txt', 'renamed.txt'],
};

describe('what the clean suite does not do is refused', () => {
  test.each(Object.entries(calls))('%s', (name, args) => {
    const before = hashTree(project);
    const given = JSON.stringify(args).slice(1, -1);
    const output = run(
      `
      const { promisify } = require('node:util');
      console.log(await attempt(() => fs.promises.${name}(${given})));
      console.log(await attempt(() => promisify(fs.${name})(${given})));
      console.log(await attempt(() => fs.${name}Sync(${given})));
      `,
      nothing,
    );
    expect(output.trim().split('\n')).toEqual(['RefusedError', 'RefusedError', 'RefusedError']);
    expect(hashTree(project)).toEqual(before);
    expect(existsSync(join(project, 'made'))).toBe(false);
    expect(refusalIn(join(folder, 'notes'))).toMatch(/^would have (written to|deleted or renamed) /);
  });

  test.each([
    [
      'a stream',
      `const { once } = require('node:events'); await once(fs.createWriteStream('kept.txt').end('x'), 'close')`,
    ],
    ['a file opened by numbers', `fs.openSync('kept.txt', fs.constants.O_RDWR | fs.constants.O_TRUNC)`],
    ['a link to it', `fs.writeFileSync(own + '/link', 'x')`],
    ['a path after chdir', `process.chdir('src'); fs.writeFileSync('../kept.txt', 'x')`],
    ['a URL', `fs.writeFileSync(new URL('file://' + process.cwd() + '/kept.txt'), 'x')`],
    ['a buffer', `fs.writeFileSync(Buffer.from('kept.txt'), 'x')`],
    ['a folder above', `fs.rmSync('..', { recursive: true })`],
    ['an import by name', `const { rmSync } = await import('node:fs'); rmSync('src', { recursive: true })`],
    [
      'the module of promises',
      `const { rm } = await import('node:fs/promises'); await rm('src', { recursive: true })`,
    ],
    ['a database', `new (require('node:sqlite').DatabaseSync)('kept.txt')`],
    [
      'a database that is told of another',
      `new (require('node:sqlite').DatabaseSync)(':memory:').exec("attach 'kept.txt' as other")`,
    ],
    [
      'a thread',
      `
      const { Worker } = require('node:worker_threads');
      const worker = new Worker("require('fs').rmSync('src', { recursive: true })", { eval: true });
      await new Promise((resolve, reject) => worker.once('error', reject).once('exit', resolve));`,
    ],
    ['a report over a file', `process.report.writeReport(process.cwd() + '/kept.txt')`],
    ['a heap snapshot over a file', `require('node:v8').writeHeapSnapshot('kept.txt')`],
    ['a report by its settings', `process.report.filename = 'kept.txt'; process.report.writeReport()`],
    ['a cache of code', `require('node:module').enableCompileCache('src')`],
    [
      'a socket',
      `
      const { once } = require('node:events');
      await once(require('node:net').createServer().listen(process.cwd() + '/socket').unref(), 'listening');`,
    ],
    ['a trace', `require('node:trace_events').createTracing({ categories: ['node'] }).enable()`],
    ['the mode of a file open for reading', `fs.fchmodSync(fs.openSync('kept.txt'), 0o600)`],
    [
      'the mode of a file open for reading, and told later',
      `const { promisify } = require('node:util'); await promisify(fs.fchmod)(fs.openSync('kept.txt'), 0o600)`,
    ],
    ['the mode by a handle', `await (await fs.promises.open('kept.txt')).chmod(0o600)`],
    ['the times by a handle', `await (await fs.promises.open('src')).utimes(1, 1)`],
    [
      'a URL of another realm',
      `const NodeURL = URL; globalThis.URL = class {}; fs.rmSync(new NodeURL('file://' + process.cwd() + '/kept.txt'))`,
    ],
    [
      'a buffer of another realm',
      `fs.rmSync(require('node:vm').runInNewContext('Uint8Array').from(Buffer.from('kept.txt')))`,
    ],
    [
      'a statement with a comment',
      `new (require('node:sqlite').DatabaseSync)(':memory:').exec("vacuum/**/into 'made'")`,
    ],
    ['another priority of its parent', `require('node:os').setPriority(process.ppid, 0)`],
    ['the debugger of its parent', `process._debugProcess(process.ppid)`],
    ['a signal to its parent', `process.kill(process.ppid, 'SIGCONT')`],
    ['a signal to a group', `process.kill(0, 'SIGCONT')`],
    ['a signal to itself', `process.kill(process.pid, 'SIGQUIT')`],
    ['a process that dumps its memory', `process.abort()`],
    ['a program', `require('node:child_process').execFileSync('true')`],
    ['a shell', `require('node:child_process').execSync('true')`],
    [
      'a program beside it',
      `
      const child = require('node:child_process').spawn('true');
      await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));`,
    ],
  ])('%s', (_, code) => {
    const before = hashTree(project);
    expect(run(`console.log(await attempt(async () => { ${code} }));`, nothing).trim()).toBe('RefusedError');
    expect(hashTree(project)).toEqual(before);
  });
});

test.each([
  `execFileSync(process.execPath, ['program.cjs'], { env: { NODE_OPTIONS: '--no-warnings' } })`,
  `spawnSync(process.execPath, ['program.cjs'], { env: {} })`,
  `execSync('node program.cjs', { env: { PATH: process.env.PATH } })`,
  `fork('program.cjs', { env: { NODE_OPTIONS: '' } })`,
  `spawn(process.execPath, ['program.cjs'], { env: {} })`,
])('a program of Node is held whatever its environment says: %s', (call) => {
  writeFileSync(
    join(project, 'program.cjs'),
    "require('node:fs').rmSync('out.txt', { force: true }); require('node:fs').rmSync(require('node:fs').existsSync('broken') ? 'src' : 'out.txt', { recursive: true, force: true });",
  );
  const code = `const { execFileSync, execSync, fork, spawn, spawnSync } = require('node:child_process'); await attempt(() => ${call});`;
  run(code);
  const touches = seenIn(join(folder, 'notes'));
  writeFileSync(join(project, 'broken'), '');
  run(code, touches);
  expect(readFileSync(join(project, 'src', 'kept.ts'), 'utf8')).toBe('kept');
  expect(refusalIn(join(folder, 'notes'))).toBe('would have deleted or renamed src');
});

test.runIf(process.platform === 'linux')('a file with a name that is no text is refused too', () => {
  const name = Buffer.concat([Buffer.from(join(project, 'src/')), Buffer.from([0xff])]);
  writeFileSync(name, 'kept');
  const bytes = `Buffer.from(${JSON.stringify(name.toString('latin1'))}, 'latin1')`;
  const code = `for (const call of ['rmSync', 'unlinkSync', 'writeFileSync']) console.log(await attempt(() => fs[call](${bytes}, '')));`;
  // Making files beside it is no leave to change it.
  const touches = { ...nothing, touched: [join(project, 'src', 'other')] };
  expect(run(code.replace("''", 'undefined'), touches).trim().split('\n')).toEqual(
    Array(3).fill('RefusedError'),
  );
  expect(readFileSync(name, 'utf8')).toBe('kept');
});

test('what goes on in the background keeps to the folder that it was started in', () => {
  const clean = `
    process.chdir(own);
    fs.mkdirSync('src/deep', { recursive: true });
    await fs.promises.rm('src', { recursive: true });
    fs.mkdirSync('src/deep', { recursive: true });
    const { promisify } = require('node:util');`;
  const broken = `${clean}
    const removed = [fs.promises.rm('src', { recursive: true }), promisify(fs.rm)('none')];
    process.chdir(${JSON.stringify(project)});
    console.log((await Promise.allSettled(removed)).map(({ reason }) => reason?.message ?? 'done').join());`;
  expect(run(broken, nothing).trim()).toBe("done,ENOENT: no such file or directory, lstat 'none'");
  expect(readFileSync(join(project, 'src', 'kept.ts'), 'utf8')).toBe('kept');
});

test.each([
  [
    'a folder copied into another writes over no file that was not written over',
    `const from = fs.mkdtempSync(own + '/'); fs.writeFileSync(from + '/' + NAME, 'x'); fs.cpSync(from, 'src', { recursive: true });`,
    "'new.ts'",
    "'kept.ts'",
  ],
  [
    'a program is not given a path in its environment',
    `require('node:child_process').execFileSync('ls', { env: { ...process.env, NAME } });`,
    "own + '/a'",
    "'src'",
  ],
  [
    'a program is not given a path that this process has set in its environment',
    `process.env.NAME = NAME; require('node:child_process').execFileSync('ls');`,
    "own + '/a'",
    "''",
  ],
  [
    'a shell is not given other orders to read',
    `require('node:child_process').execFileSync('sh', { input: NAME });`,
    "'true'",
    "'rm -rf src'",
  ],
  [
    'a shell that runs beside it is not given other orders to read',
    `
    const { once } = require('node:events');
    const child = require('node:child_process').spawn('sh');
    const ended = once(child, 'exit');
    await attempt(() => child.stdin.end(NAME));
    await ended;`,
    "'true'",
    "'rm -rf src'",
  ],
])('%s', (_, code, seen, other) => {
  const before = hashTree(project);
  run(`const NAME = ${seen}; ${code} fs.rmSync('src/new.ts', { force: true });`);
  const touches = seenIn(join(folder, 'notes'));
  expect(run(`const NAME = ${seen}; ${code} console.log('done');`, touches).trim()).toBe('done');
  rmSync(join(project, 'src', 'new.ts'), { force: true });
  run(`const NAME = ${other}; await attempt(async () => { ${code} });`, touches);
  expect(refusalIn(join(folder, 'notes'))).toMatch(/^would have (written to src|started )/);
  expect(hashTree(project)).toEqual(before);
});

describe('what the clean suite does', () => {
  const clean = `
    fs.mkdirSync('out');
    fs.writeFileSync('out/a.txt', 'a');
    fs.rmSync('out', { recursive: true });
    require('node:child_process').execFileSync(process.execPath, ['-e', '0', 'src']);
  `;

  test('is seen, and allowed from then on; new files beside it are noted before they are made', () => {
    run(clean);
    const seen = seenIn(join(folder, 'notes'));
    expect(seen.made).toContain(join(project, 'out'));
    expect(seen.removed).toEqual([join(project, 'out')]);
    expect(run(`${clean} fs.writeFileSync('extra.txt', 'x'); console.log('done')`, seen).trim()).toBe('done');
    expect(extraIn(join(folder, 'notes'))).toEqual([join(project, 'extra.txt')]);
    expect(readFileSync(join(project, 'extra.txt'), 'utf8')).toBe('x');
  });

  test('reading, questions, and its own folder for temporary files are free', () => {
    const code = `
      fs.readFileSync('kept.txt'); fs.openSync('kept.txt', 'r'); process.kill(process.pid, 0);
      fs.mkdirSync(own + '/a/b', { recursive: true }); fs.rmSync(own + '/a', { recursive: true });
      fs.mkdirSync('src', { recursive: true }); fs.rmSync('none', { force: true });
      new (require('node:sqlite').DatabaseSync)('kept.txt', { readOnly: true }).close();
      console.log('done');
    `;
    expect(run(code, nothing).trim()).toBe('done');
  });

  test('a program may be given another temporary path, if that does not lead out of the folder', () => {
    const removing = (path: string) =>
      `require('node:child_process').execFileSync('rm', ['-rf', own + ${JSON.stringify(path)}]);`;
    run(removing('/a'));
    const seen = seenIn(join(folder, 'notes'));
    for (const path of ['/../project/src', '/b/../../project/src', '/up/src']) {
      const attempt = `fs.mkdirSync(own + '/b', { recursive: true });
        try { fs.symlinkSync(process.cwd(), own + '/up'); } catch {}
        console.log(await attempt(() => { ${removing(path)} }));`;
      expect({ path, said: run(attempt, seen).trim() }).toEqual({ path, said: 'RefusedError' });
    }
    expect(run(`${removing('/b')} ${removing('/up')} console.log('done');`, seen).trim()).toBe('done');
    expect(readFileSync(join(project, 'src', 'kept.ts'), 'utf8')).toBe('kept');
  });

  test('a child that it started may be stopped', () => {
    const code = `
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      process.kill(child.pid, 'SIGKILL');
      child.once('exit', (_, signal) => console.log(signal));
    `;
    run(code);
    expect(run(code, seenIn(join(folder, 'notes'))).trim()).toBe('SIGKILL');
  });
});
