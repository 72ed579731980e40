import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { checkOut, makeExample } from '../../../scripts/example-history.ts';
import { fromRoot, hashTree } from '../../helpers/project.ts';
import { tempProject } from '../../helpers/temp-project.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const example = fromRoot('examples', 'shop');
const made = /^(\.git|\.realcov|node_modules|reports)$/;

/** What belongs to the project, by path. */
function filesOf(folder: string) {
  const names = readdirSync(folder).filter((name) => !made.test(name));
  return { names, src: hashTree(join(folder, 'src')), test: hashTree(join(folder, 'test')) };
}

test('the last commit of the example is the example, the earlier ones have less, and none is dirty', () => {
  const folder = join(tempProject({}), 'shop');
  const commits = makeExample(folder);
  expect(filesOf(folder)).toEqual(filesOf(example));
  expect(commits).toHaveLength(3);
  checkOut(folder, commits[0]!);
  expect(existsSync(join(folder, 'src', 'loyalty.ts'))).toBe(false);
  expect(readFileSync(join(folder, 'src', 'checkout.ts'), 'utf8')).not.toContain('archive');
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
  expect(git('status', '--porcelain')).toBe('');
  expect(git('log', 'main', '--reverse', '--format=%H %s').trim().split('\n')).toEqual(
    commits.map(({ hash, subject }) => `${hash} ${subject}`),
  );
});

test('its commits are the same wherever they are made', () => {
  const home = tempProject({
    '.gitconfig':
      '[commit]\n\tgpgsign = true\n[core]\n\tautocrlf = true\n[init]\n\tdefaultObjectFormat = sha256\n',
    'git/ignore': '*.md\n',
  });
  const here = makeExample(join(tempProject({}), 'shop'));
  vi.stubEnv('HOME', home);
  vi.stubEnv('XDG_CONFIG_HOME', home);
  vi.stubEnv('GIT_DIR', join(home, 'nowhere'));
  vi.stubEnv('GIT_AUTHOR_NAME', 'Somebody');
  expect(makeExample(join(tempProject({}), 'shop'))).toEqual(here);
});

test('without git there is its last state, and no commit', () => {
  const folder = join(tempProject({}), 'shop');
  vi.stubEnv('PATH', '');
  expect(makeExample(folder)).toEqual([]);
  expect(filesOf(folder)).toEqual(filesOf(example));
  expect(readdirSync(folder)).not.toContain('.git');
});
