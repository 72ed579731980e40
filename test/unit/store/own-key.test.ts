import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keyVariable, ownKey, takeKey } from '../../../src/store/own-key.ts';
import { fromRoot } from '../../helpers/project.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const isPosix = process.platform !== 'win32';

/** A user's cache folder and a project. */
function place() {
  const folder = tempProject({ 'project/package.json': '{}' });
  const cache = join(folder, 'cache');
  return { root: join(folder, 'project'), cache, path: join(cache, 'realcov', 'state-key') };
}

const inCache = (cache: string) => ({ env: { XDG_CACHE_HOME: cache }, platform: process.platform });

describe('the key of a user', () => {
  test('is made on first use, for this user alone, and is the same from then on', () => {
    const { root, cache, path } = place();
    const first = ownKey(root, inCache(cache));
    expect(first).toEqual({ key: expect.any(Buffer) });
    expect(ownKey(root, inCache(cache))).toEqual(first);
    expect(readdirSync(join(cache, 'realcov'))).toEqual(['state-key']);
    if (!isPosix) return;
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(cache, 'realcov')).mode & 0o777).toBe(0o700);
  });

  test('is another one for another user', () => {
    const { root, cache } = place();
    expect(ownKey(root, inCache(cache))).not.toEqual(ownKey(root, inCache(`${cache}-other`)));
  });

  test('is one and the same where two processes make it at once', async () => {
    const { root, cache } = place();
    const program = `import { ownKey } from ${JSON.stringify(fromRoot('src', 'store', 'own-key.ts'))};
      process.stdout.write(ownKey(${JSON.stringify(root)}).key.toString('hex'));`;
    const runs = Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
        env: { ...process.env, XDG_CACHE_HOME: cache, [keyVariable]: '' },
      });
      return (await child.stdout.toArray()).join('');
    });
    const keys = await Promise.all(runs);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  test('lies where the platform keeps such things', () => {
    const { root, cache } = place();
    const at = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv) => {
      const program = `import { ownKey } from ${JSON.stringify(fromRoot('src', 'store', 'own-key.ts'))};
        process.stdout.write(JSON.stringify(ownKey(${JSON.stringify(root)}, ${JSON.stringify({ platform, env })})));`;
      return spawnSync(process.execPath, ['--input-type=module', '-e', program], {
        env: { ...process.env, HOME: cache, USERPROFILE: cache },
        encoding: 'utf8',
      }).stdout;
    };
    expect(homedir()).not.toBe(cache);
    for (const [platform, env, folder] of [
      ['linux', {}, '.cache'],
      ['linux', { XDG_CACHE_HOME: 'not/absolute' }, '.cache'],
      ['darwin', {}, 'Library/Caches'],
      ['win32', {}, 'AppData/Local'],
      ['win32', { LOCALAPPDATA: join(cache, 'local') }, 'local'],
    ] as const) {
      expect(at(platform, env)).toContain('"key"');
      expect(existsSync(join(cache, folder, 'realcov', 'state-key')), folder).toBe(true);
    }
  });
});

describe.runIf(isPosix)('a key that others may have written is none', () => {
  const problem = (root: string, cache: string) => ownKey(root, inCache(cache));

  test('such as one that they can write', () => {
    const { root, cache, path } = place();
    ownKey(root, inCache(cache));
    chmodSync(path, 0o644);
    expect(problem(root, cache)).toEqual({ problem: `${path} is open to other users: chmod go= ${path}` });
    chmodSync(path, 0o600);
    chmodSync(join(cache, 'realcov'), 0o777);
    expect(problem(root, cache)).toMatchObject({
      problem: expect.stringContaining('is open to other users'),
    });
  });

  test('such as one in the project, or behind a link', () => {
    const { root, cache } = place();
    expect(problem(root, join(root, '.cache'))).toMatchObject({
      problem: expect.stringContaining('lies in the project, where others may have put it'),
    });
    mkdirSync(cache);
    symlinkSync(join(root, '.cache', 'realcov'), join(cache, 'realcov'), 'junction');
    expect(problem(root, cache)).toMatchObject({ problem: expect.stringContaining('is a link') });
  });

  test('such as a file that is a link, or no key', () => {
    const { root, cache, path } = place();
    ownKey(root, inCache(cache));
    writeFileSync(path, '');
    expect(problem(root, cache)).toEqual({ problem: `${path} is no key; remove it` });
    const { root: other, cache: linked } = place();
    mkdirSync(join(linked, 'realcov'), { recursive: true, mode: 0o700 });
    symlinkSync(path, join(linked, 'realcov', 'state-key'));
    expect(problem(other, linked)).toMatchObject({ problem: expect.stringContaining('no key can be kept') });
  });
});

test('where no key can be kept, that is said', () => {
  const { root, cache } = place();
  writeFileSync(cache, 'a file');
  expect(ownKey(root, inCache(cache))).toEqual({
    problem: expect.stringMatching(/^no key can be kept in .+realcov: E/),
  });
});

describe('a key of the environment', () => {
  const given = { [keyVariable]: 'a secret of the CI of this project' };

  test('comes before that of the machine, and leaves nothing there', () => {
    const { root, cache } = place();
    const surroundings = { ...inCache(cache), env: { XDG_CACHE_HOME: cache, ...given } };
    expect(ownKey(root, surroundings)).toEqual({ key: Buffer.from(given[keyVariable]!) });
    expect(existsSync(cache)).toBe(false);
  });

  test('is refused if it is too short', () => {
    const { root, cache } = place();
    const surroundings = { ...inCache(cache), env: { [keyVariable]: 'short' } };
    expect(() => ownKey(root, surroundings)).toThrow(
      'REALCOV_STATE_KEY is too short to be a key: 5 of at least 32 characters',
    );
  });

  test('is taken from what the project runs', () => {
    const env: NodeJS.ProcessEnv = { ...given };
    takeKey(env);
    expect(env).toEqual({});
    const { root, cache } = place();
    expect(ownKey(root, inCache(cache))).toEqual({ key: Buffer.from(given[keyVariable]!) });
    takeKey({});
    expect(readFileSync(join(root, 'package.json'), 'utf8')).toBe('{}');
  });
});
