import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  keepTempFolder,
  makeTempFolder,
  noteTempFolders,
  removeAbandoned,
  removeTempFolder,
} from '../../../src/system/temp-folders.ts';
import { fromRoot } from '../../helpers/project.ts';
import { tempProject } from '../../helpers/temp-project.ts';

let temp: string;
/** A folder that lies elsewhere. */
let precious: string;
beforeEach(() => {
  precious = tempProject({ 'work.ts': 'mine' });
  temp = tempProject({});
  vi.stubEnv('TMPDIR', temp);
});
afterEach(() => vi.unstubAllEnvs());

/** A folder of a process that was killed. */
async function abandoned(): Promise<string> {
  const module = fromRoot('src', 'system', 'temp-folders.ts');
  const code = `import(${JSON.stringify(module)}).then(({ makeTempFolder }) => console.log(makeTempFolder('copy')));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['-e', code], { env: { ...process.env, TMPDIR: temp } });
  const [printed] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  const ended = once(child, 'close');
  child.kill('SIGKILL');
  await ended;
  const folder = printed.trim();
  writeFileSync(join(folder, 'big'), '');
  return folder;
}

function change(folder: string, changes: object): void {
  const note = `${folder}.owner`;
  writeFileSync(note, JSON.stringify({ ...JSON.parse(readFileSync(note, 'utf8')), ...changes }));
}

// The tests are about numbers of processes, which Windows gives otherwise.
describe.skipIf(process.platform === 'win32')('the next start removes', () => {
  test('what a killed process left, with what it had noted', async () => {
    const folder = await abandoned();
    const other = join(temp, 'of-vitest');
    mkdirSync(other);
    change(folder, { others: [other] });
    removeAbandoned();
    for (const path of [folder, `${folder}.owner`, other]) expect(existsSync(path)).toBe(false);
  });

  test('nothing of a process that is at work', () => {
    const folder = makeTempFolder('');
    noteTempFolders(folder, [join(temp, 'other')]);
    removeAbandoned();
    expect(existsSync(folder)).toBe(true);
  });

  test.runIf(process.platform === 'linux')('that of a process whose number another one has now', () => {
    const folder = makeTempFolder('copy');
    change(folder, { started: '1' });
    removeAbandoned();
    expect(existsSync(folder)).toBe(false);
  });

  test('nothing of another machine or container, where numbers mean something else', async () => {
    const folder = await abandoned();
    change(folder, { place: 'elsewhere' });
    removeAbandoned();
    expect(existsSync(folder)).toBe(true);
  });

  test('nothing outside of the folder for temporary files, and nothing behind a link', async () => {
    const folder = await abandoned();
    symlinkSync(precious, join(temp, 'link'));
    const within = join(temp, 'a', 'b');
    mkdirSync(within, { recursive: true });
    change(folder, { others: [precious, join(temp, 'link'), within, join(temp, '..'), temp, '/', ''] });
    removeAbandoned();
    expect(existsSync(folder)).toBe(false);
    expect(readFileSync(join(precious, 'work.ts'), 'utf8')).toBe('mine');
    expect(existsSync(within)).toBe(true);
    expect(existsSync(join(temp, 'link'))).toBe(true);
  });

  test('nothing that nobody, or something that is no realcov, says is its own', () => {
    for (const [name, note] of [
      ['realcov-a', undefined],
      ['realcov-b', 'no JSON'],
      ['realcov-c', '{"pid":1}'],
      ['other-d', '{"pid":999999999,"place":"","others":[]}'],
    ] as const) {
      mkdirSync(join(temp, name));
      if (note !== undefined) writeFileSync(join(temp, `${name}.owner`), note);
    }
    removeAbandoned();
    for (const name of ['realcov-a', 'realcov-b', 'realcov-c', 'other-d'])
      expect(existsSync(join(temp, name))).toBe(true);
  });

  test('nothing that was left to the user', async () => {
    const folder = await abandoned();
    keepTempFolder(folder);
    removeAbandoned();
    expect(existsSync(folder)).toBe(true);
  });
});

test('what is removed leaves no note', () => {
  const folder = makeTempFolder('plain');
  expect(existsSync(`${folder}.owner`)).toBe(true);
  removeTempFolder(folder);
  expect([existsSync(folder), existsSync(`${folder}.owner`)]).toEqual([false, false]);
  removeTempFolder(folder);
});
