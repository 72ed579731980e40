import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAudit, readComparison } from '../../src/commands/last-audit.ts';
import { loadConfigFile } from '../../src/config/load.ts';
import { isWorkspace, readManifest } from '../../src/discover/manifest.ts';
import { UserError } from '../../src/errors.ts';
import { copyProject } from '../../src/reproduce/project-copy.ts';
import { readDecisions } from '../../src/store/decisions.ts';
import { readHistory } from '../../src/store/history.ts';
import { readWithin } from '../../src/store/inside-root.ts';
import { tempProject } from '../helpers/temp-project.ts';

/** What may stand in the place of a file. The device is one that can be read, so that reading it fails and not the test. */
const places: Record<string, (path: string) => void> = {
  'a folder': (path) => mkdirSync(path),
  'a device': (path) => symlinkSync('/dev/null', path),
  'more than a text can be': (path) => {
    writeFileSync(path, '');
    truncateSync(path, 2 ** 30);
  },
};

/** Files that are read, each by what reads it. */
const readers: Record<string, (root: string) => unknown> = {
  'package.json': readManifest,
  'pnpm-workspace.yaml': (root) => isWorkspace(root, {}),
  'stryker.conf.json': (root) => loadConfigFile(join(root, 'stryker.conf.json')),
  'stryker.conf.mjs': (root) => loadConfigFile(join(root, 'stryker.conf.mjs')),
  'audit.json': (root) => readAudit(join(root, 'audit.json')),
  '.realcov/accepted.json': readDecisions,
  '.realcov/history.jsonl': readHistory,
};

const table = Object.keys(readers).flatMap((file) => Object.keys(places).map((place) => [place, file]));

describe.runIf(process.platform !== 'win32')('is refused in one line', () => {
  test.each(table)('%s as %s', async (place, file) => {
    const root = tempProject({});
    mkdirSync(dirname(join(root, file)), { recursive: true });
    places[place]!(join(root, file));
    const error: unknown = await (async () => readers[file]!(root))().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect((error as Error).message).toMatch(
      /it is a folder|it is no file|it is too large|there is no audit|is a link that leads|neither a file/,
    );
  });

  test.each(Object.keys(places))('or not read, where it only shows something: %s', (place) => {
    const root = tempProject({});
    places[place]!(join(root, 'comparison.json'));
    expect(readComparison(root)).toBeUndefined();
    expect(readWithin(root, 'comparison.json')).toBeUndefined();
  });
});

test('a mark of the encoding stays in a source, where it counts, and is no part of JSON', () => {
  const root = tempProject({ 'package.json': '\uFEFF{"name":"a"}', 'a.ts': '\uFEFF1' });
  expect(readManifest(root)).toEqual({ name: 'a' });
  expect(readWithin(root, 'a.ts')).toBe('\uFEFF1');
});

test.runIf(process.platform !== 'win32')('sockets and pipes are left out of a copy of the project', () => {
  const root = tempProject({ 'package.json': '{}', 'a.ts': '1' });
  execFileSync('mkfifo', [join(root, 'pipe')]);
  const copy = copyProject(root);
  try {
    expect(existsSync(join(copy.root, 'a.ts'))).toBe(true);
    expect(existsSync(join(copy.root, 'pipe'))).toBe(false);
  } finally {
    rmSync(join(root, 'pipe'));
    copy.remove();
  }
});

test.each(['5', '"vitest"', 'null', '[]'])('a package.json that holds %s is no manifest', (text) => {
  const root = tempProject({ 'package.json': text });
  expect(() => readManifest(root)).toThrow('cannot be read: it holds no object');
});

test('what npm would not take in a package.json is not there', () => {
  const fields = {
    name: {},
    scripts: { test: 5, lint: 'a' },
    dependencies: 'vitest',
    devDependencies: ['vitest'],
  };
  const root = tempProject({ 'package.json': JSON.stringify({ ...fields, workspaces: 7 }) });
  expect(readManifest(root)).toEqual({ scripts: { lint: 'a' }, workspaces: 7 });
});
