import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { mutators } from '../../../mutators/index.ts';
import { refusalIn } from '../../../src/guard/notes.ts';
import { writeOrder as writeGuard } from '../../../src/guard/preloaded.ts';
import { instrumentFile } from '../../../src/instrument/instrument.ts';
import { Elsewhere } from '../../../src/lab/elsewhere/elsewhere.ts';
import { writeIndex } from '../../../src/lab/elsewhere/text-index.ts';
import type { MutantRef } from '../../../src/lab/protocol.ts';
import { namePrefix } from '../../../src/model/instrumented.ts';
import { cleanEnvironment } from '../../helpers/project.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const source = [
  'export function sum(list) {',
  '  let all = 0;',
  '  for (let i = 0; i < list.length; i++) all += list[i];',
  '  return all;',
  '}',
  'console.log(sum([1, 2]));',
].join('\n');

/** A project with one source that prints 3, what runs elsewhere for it, and one of its mutants. */
async function elsewhereOf(replacement = '-=') {
  const root = tempProject({ 'package.json': '{ "type": "module" }', 'src/sum.js': source });
  const file = await instrumentFile({ file: 'src/sum.js', source, mutators, stryker: true });
  const path = join(root, 'src/sum.js');
  const index = join(root, 'texts.index');
  const { key, sites, code, map } = file;
  writeIndex(index, [{ path, original: source, code, map }], { files: [{ path, key, sites }] });
  const elsewhere = new Elsewhere({ folder: root, name: 'one', prefix: namePrefix, index, root });
  const found = file.mutants.find((mutant) => 'number' in mutant && mutant.replacement.includes(replacement));
  if (!found || !('number' in found)) throw new Error('no such mutant');
  const { number, site, location, original } = found;
  const edit = { file: 'src/sum.js', location, original, replacement: found.replacement };
  const mutant: MutantRef = { id: 'm0', key, number, site };
  const environment = () => ({ ...cleanEnvironment(), NODE_OPTIONS: `--require ${elsewhere.order(1000)}` });
  const run = (...args: string[]) =>
    execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', env: environment() });
  return { root, path, key, elsewhere, mutant, edit, run, environment };
}

describe('a program of Node that a turn starts', () => {
  test('runs its sources as they are, and says which places it reaches', async () => {
    const { elsewhere, run, path, key, mutant } = await elsewhereOf();
    elsewhere.begin(undefined);
    expect(run(path)).toBe('3\n');
    expect(Object.keys(elsewhere.hits)).toEqual([key]);
    expect(elsewhere.hits[key]).toContain(mutant.site);
    elsewhere.begin(undefined);
    expect(elsewhere.hits).toEqual({});
  });

  test('runs them with the mutant that is on', async () => {
    const { elsewhere, run, path, mutant } = await elsewhereOf();
    elsewhere.begin(mutant);
    expect(run(path)).toBe('-3\n');
    expect(elsewhere.reached(mutant)).toBe(true);
  });

  test('belongs to the turn that started it', async () => {
    const { elsewhere, environment, path, key, mutant } = await elsewhereOf();
    elsewhere.begin(mutant);
    const child = spawn(process.execPath, [path], { env: environment(), stdio: 'ignore' });
    elsewhere.begin(undefined);
    await once(child, 'exit');
    expect(elsewhere.hits).toEqual({});
    expect(elsewhere.takeLate()[key]).toContain(mutant.site);
    expect(elsewhere.takeLate()).toEqual({});
  });

  test('says so although a guard lets it write nothing', async () => {
    const { elsewhere, run, root, path, key } = await elsewhereOf();
    const nothing = { touched: [], made: [], removed: [], commands: [], signals: [] };
    const guard = join(root, 'guard.cjs');
    writeGuard(guard, { root, temporary: [], touches: nothing, notes: join(root, 'notes') });
    elsewhere.begin(undefined);
    expect(run('--require', guard, path)).toBe('3\n');
    expect(Object.keys(elsewhere.hits)).toEqual([key]);
    expect(refusalIn(join(root, 'notes'))).toBeUndefined();
  });

  test('does not run for ever with a mutant on', async () => {
    const { elsewhere, environment, path, mutant } = await elsewhereOf('i--');
    elsewhere.begin(mutant);
    const { status } = spawnSync(process.execPath, [path], { env: environment() });
    expect(status).not.toBe(0);
    expect(elsewhere.steps.exhausted).toBe(true);
  });

  test('reads sources as they would be on the disk', async () => {
    const { elsewhere, run, key, mutant, edit } = await elsewhereOf();
    const read = ['--eval', "console.log(require('fs').readFileSync('src/sum.js', 'utf8').includes('-='))"];
    elsewhere.begin(undefined);
    expect(run(...read)).toBe('false\n');
    expect(elsewhere.takeTexts('own')).toEqual([key]);
    elsewhere.begin({ ...mutant, edit });
    expect(run(...read)).toBe('true\n');
    expect(elsewhere.reached(mutant)).toBe(true);
  });

  test('says that a source was loaded as another text', async () => {
    const { elsewhere, root, path, key } = await elsewhereOf();
    const compiler =
      "require('module').registerHooks({ load(url, context, next) { const it = next(url, context); return url.endsWith('sum.js') ? { ...it, source: `${it.source}//` } : it; } })";
    writeFileSync(join(root, 'compiler.cjs'), compiler);
    elsewhere.begin(undefined);
    const options = `--require ${join(root, 'compiler.cjs')} --require ${elsewhere.order(1000)}`;
    execFileSync(process.execPath, [path], { env: { ...cleanEnvironment(), NODE_OPTIONS: options } });
    expect(elsewhere.hits).toEqual({});
    expect(elsewhere.takeUnserved()).toEqual({ unserved: [key] });
    expect(elsewhere.takeUnserved()).toEqual({});
  });

  test('says that it copied a source', async () => {
    const { elsewhere, run, root, key } = await elsewhereOf();
    elsewhere.begin(undefined);
    const copy = JSON.stringify(join(root, 'copy'));
    run('--eval', `require('fs').cpSync('src', ${copy}, { recursive: true })`);
    expect(elsewhere.takeUnserved()).toEqual({ copied: [key] });
    expect(readFileSync(join(root, 'copy/sum.js'), 'utf8')).toBe(source);
  });
});

test('a thread says what it has reached before it is ended', async () => {
  const { elsewhere, path, key, mutant } = await elsewhereOf();
  elsewhere.begin(undefined);
  const code = `import(${JSON.stringify(path)}).then(() => require('worker_threads').parentPort.postMessage('done')); setInterval(() => {}, 1000)`;
  const worker = new Worker(code, {
    eval: true,
    execArgv: ['--require', elsewhere.order(1000)],
    stdout: true,
  });
  await once(worker, 'message');
  expect(elsewhere.hits[key]).toContain(mutant.site);
  await worker.terminate();
});
