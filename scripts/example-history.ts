/** `examples/shop` as a git repository of three commits: two earlier states, and the last, which is the folder as it is. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot } from './run.ts';

export interface ExampleCommit {
  hash: string;
  subject: string;
}

/** An entry of `examples/shop-earlier/commits.json`, which begins with the oldest. */
interface State {
  subject: string;
  date: string;
  /** The folder beside it with the files that differ from the next state. */
  files?: string;
  /** Files that the next state has and this one does not. */
  without: string[];
}

const earlier = fromRoot('examples', 'shop-earlier');

/**
 * Makes the repository in a folder, which is emptied first, and leaves it at the last commit. Returns the commits, the
 * oldest first, with the same hashes every time; none where there is no git.
 */
export function makeExample(folder: string): ExampleCommit[] {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const states = readStates();
  const commits = hasGit() ? commitAll(folder, states) : [];
  writeState(folder, states, states.length - 1);
  symlinkSync(fromRoot('node_modules'), join(folder, 'node_modules'), 'junction');
  return commits;
}

/** Puts the project into the state of a commit; what audits have written stays. */
export function checkOut(folder: string, { hash }: ExampleCommit): void {
  git(folder, ['checkout', '--quiet', hash]);
}

function readStates(): State[] {
  return JSON.parse(readFileSync(join(earlier, 'commits.json'), 'utf8')) as State[];
}

function hasGit(): boolean {
  return spawnSync('git', ['--version'], { stdio: 'ignore' }).status === 0;
}

function commitAll(folder: string, states: State[]): ExampleCommit[] {
  git(folder, ['init', '--quiet', '--initial-branch=main', '--template=']);
  mkdirSync(join(folder, '.git', 'info'), { recursive: true });
  writeFileSync(join(folder, '.git', 'info', 'exclude'), 'node_modules\nreports\n.realcov\n');
  return states.map(({ subject, date }, index) => {
    writeState(folder, states, index);
    git(folder, ['add', '--all']);
    git(folder, ['commit', '--quiet', '--no-verify', `--message=${subject}`], date);
    return { hash: git(folder, ['rev-parse', 'HEAD']).trim(), subject };
  });
}

/** The last state with the differences of all that came before it, back to the wanted one. */
function writeState(folder: string, states: State[], index: number): void {
  for (const name of readdirSync(folder))
    if (name !== '.git') rmSync(join(folder, name), { recursive: true });
  cpSync(fromRoot('examples', 'shop'), folder, {
    recursive: true,
    filter: (path) => !/[\\/](node_modules|reports|\.realcov)$/.test(path),
  });
  for (const { files, without } of states.slice(index).reverse()) {
    if (files !== undefined) cpSync(join(earlier, files), folder, { recursive: true });
    for (const path of without) rmSync(join(folder, path));
  }
}

/** Also for versions of git that do not know of GIT_CONFIG_GLOBAL, and for files that git reads without configuration. */
const settings = [
  'commit.gpgsign=false',
  'core.autocrlf=false',
  'core.hooksPath=/dev/null',
  'core.excludesFile=/dev/null',
  'core.attributesFile=/dev/null',
];

/** Runs git as nobody in particular: with no configuration of the machine and nothing of a git around this one. */
function git(folder: string, args: string[], date = ''): string {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const env = {
    ...Object.fromEntries(others),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_DEFAULT_HASH: 'sha1',
    GIT_AUTHOR_NAME: 'The shop',
    GIT_AUTHOR_EMAIL: 'shop@example.com',
    GIT_COMMITTER_NAME: 'The shop',
    GIT_COMMITTER_EMAIL: 'shop@example.com',
    ...(date && { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }),
  };
  const ran = spawnSync('git', [...settings.flatMap((setting) => ['-c', setting]), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  if (ran.error) throw ran.error;
  if (ran.status !== 0) throw new Error(`git ${args[0]} failed: ${ran.stderr}`);
  return ran.stdout;
}
