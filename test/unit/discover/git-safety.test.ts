import { chmodSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { commitOf } from '../../../src/discover/commit.ts';
import { listSources } from '../../../src/discover/listing.ts';
import { readChange } from '../../../src/discover/since.ts';
import { projectState } from '../../../src/discover/state.ts';
import { mayBeSent } from '../../../src/generate/writers/may-be-sent.ts';
import { commitAll, git, tempProject, writeFiles } from '../../helpers/temp-project.ts';

/** A program of the repository that leaves a trace. */
const program = { 'run.sh': `#!/bin/sh\necho "$0 $@" >> "$(dirname "$(realpath "$0")")/ran"\nexit 1\n` };

function repository(files: Record<string, string> = {}): string {
  const root = tempProject({ ...program, 'a.ts': '1\n', ...files });
  chmodSync(join(root, 'run.sh'), 0o755);
  commitAll(root);
  utimesSync(join(root, 'a.ts'), 1, 1);
  return root;
}

const traces = (root: string) =>
  existsSync(join(root, 'ran')) ? readFileSync(join(root, 'ran'), 'utf8') : '';

/** All that realcov asks git of a project. */
async function look(root: string, place = root): Promise<string> {
  await commitOf(place, []);
  await projectState(place, []);
  await listSources(place);
  await readChange(place, { since: 'HEAD' }).catch(() => {});
  try {
    mayBeSent(place, [])('a.ts');
  } catch {
    // In a damaged repository git does not say.
  }
  return traces(root);
}

/** A commit that says to be signed. */
function sign(root: string): void {
  const tree = git(root, 'rev-parse', 'HEAD^{tree}').trim();
  const person = 'a <a@example.com> 1700000000 +0000';
  const signature = '-----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----';
  writeFiles(root, {
    commit: `tree ${tree}\nauthor ${person}\ncommitter ${person}\ngpgsig ${signature}\n\nsigned\n`,
  });
  const commit = git(root, 'hash-object', '-t', 'commit', '-w', 'commit').trim();
  rmSync(join(root, 'commit'));
  git(root, 'update-ref', 'HEAD', commit);
}

/** What a repository may name, and a git command that it runs for. */
const programs: Record<string, { configure: (root: string, run: string) => void; runsFor: string[] }> = {
  'a filter': {
    configure: (root, run) => {
      git(root, 'config', 'filter.evil=.clean', `${run} clean`);
      git(root, 'config', 'filter.evil=.required', 'true');
      writeFiles(root, { '.git/info/attributes': '*.ts filter=evil=\n' });
    },
    runsFor: ['status'],
  },
  'a filter that stays': {
    configure: (root, run) => {
      git(root, 'config', 'filter.evil.process', run);
      writeFiles(root, { '.git/info/attributes': '*.ts filter=evil\n' });
    },
    runsFor: ['diff'],
  },
  'a check of signatures': {
    configure: (root, run) => {
      sign(root);
      git(root, 'config', 'log.showSignature', 'true');
      git(root, 'config', 'gpg.program', run);
    },
    runsFor: ['log'],
  },
  'a hook': {
    configure: (root, run) => {
      git(root, 'config', 'core.hooksPath', 'hooks');
      writeFiles(root, { 'hooks/post-index-change': `#!/bin/sh\n${run} hook\n` });
      chmodSync(join(root, 'hooks', 'post-index-change'), 0o755);
    },
    runsFor: ['diff'],
  },
  'what watches files': {
    configure: (root, run) => git(root, 'config', 'core.fsmonitor', run),
    runsFor: ['ls-files', '--others'],
  },
  'what shows changes': {
    configure: (root, run) => {
      git(root, 'config', 'diff.external', run);
      writeFiles(root, { 'a.ts': '2\n' });
    },
    runsFor: ['diff'],
  },
  'a place to fetch from': {
    configure: (root, run) => {
      git(root, 'config', 'remote.origin.url', `ext::${run} fetch`);
      git(root, 'config', 'protocol.ext.allow', 'always');
      git(root, 'config', 'remote.origin.promisor', 'true');
      git(root, 'config', 'core.repositoryFormatVersion', '1');
      git(root, 'config', 'extensions.partialClone', 'origin');
      const blob = git(root, 'rev-parse', 'HEAD:a.ts').trim();
      rmSync(join(root, '.git', 'objects', blob.slice(0, 2), blob.slice(2)));
      writeFiles(root, { 'a.ts': '2\n' });
    },
    runsFor: ['diff'],
  },
};

describe.runIf(process.platform !== 'win32')('no program that a repository names is run', () => {
  test.each(Object.entries(programs))('%s', async (_name, { configure, runsFor }) => {
    const root = repository();
    configure(root, join(root, 'run.sh'));
    expect(await look(root)).toBe('');
    try {
      git(root, ...runsFor);
    } catch {
      // The program fails.
    }
    expect(traces(root)).not.toBe('');
  });

  test('nor one of a submodule', async () => {
    const inner = repository();
    const root = repository();
    git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'inner');
    git(root, 'commit', '--quiet', '--message=with a submodule');
    git(root, 'config', 'diff.submodule', 'diff');
    const own = join(root, 'inner');
    git(own, 'config', 'diff.external', join(root, 'run.sh'));
    git(own, 'config', 'filter.evil.clean', join(root, 'run.sh'));
    git(own, 'config', 'core.fsmonitor', join(root, 'run.sh'));
    writeFiles(own, { 'a.ts': '3\n', '.gitattributes': '*.ts filter=evil\n' });
    expect(await look(root)).toBe('');
    git(root, 'diff');
    expect(traces(root)).not.toBe('');
  });

  test('nor one of a repository that another one carries as plain files', async () => {
    const root = repository({ 'carried/package.json': '{ "name": "carried" }\n' });
    const carried = join(root, 'carried');
    const other = repository();
    git(other, 'config', 'core.fsmonitor', join(root, 'run.sh'));
    git(other, 'config', 'core.worktree', '.');
    for (const each of ['HEAD', 'config', 'index', 'objects', 'refs'])
      renameSync(join(other, '.git', each), join(carried, each));
    expect(await look(root, carried)).toBe('');
    git(carried, 'ls-files', '--others');
    expect(traces(root)).not.toBe('');
  });
});

test('a repository that names another folder as its own says nothing of that', async () => {
  const root = repository();
  const elsewhere = tempProject({ 'secret.txt': 'secret' });
  git(root, 'config', 'core.worktree', elsewhere);
  const state = await projectState(root, []);
  expect(state.filter((line) => line.startsWith(elsewhere))).toEqual([]);
});

test('what changes in a submodule changes the state of the project', async () => {
  const inner = repository();
  const root = repository();
  git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'inner');
  git(root, 'commit', '--quiet', '--message=with a submodule');
  const states = [await projectState(root, [])];
  expect(await commitOf(root, [])).not.toHaveProperty('changed');
  for (const text of ['2\n', '3\n']) {
    writeFiles(root, { 'inner/a.ts': text });
    states.push(await projectState(root, []));
  }
  expect(new Set(states.map(String)).size).toBe(3);
  expect(await commitOf(root, [])).toHaveProperty('changed', true);
});

test('filters of the user stay, such as those of Git LFS', async () => {
  const root = repository();
  writeFiles(root, {
    '.git/info/attributes': '*.ts filter=mine\n',
    'global/config': `[filter "mine"]\n\tclean = ${join(root, 'run.sh')}\n`,
  });
  vi.stubEnv('GIT_CONFIG_GLOBAL', join(root, 'global', 'config'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  expect(await look(root)).not.toBe('');
});

test('a submodule that is a link back to the project is not looked into', async () => {
  const root = repository();
  const head = git(root, 'rev-parse', 'HEAD').trim();
  git(root, 'update-index', '--add', '--cacheinfo', `160000,${head},inner`);
  symlinkSync(root, join(root, 'inner'));
  expect(await projectState(root, [])).toContain(head);
  expect(await commitOf(root, [])).toMatchObject({ hash: head });
});
