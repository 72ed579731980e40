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
