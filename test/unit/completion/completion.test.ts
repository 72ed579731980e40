import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Shell } from '../../../src/commands/completion.ts';
import { runProgram } from '../../../src/commands/program.ts';
import { commandNames } from '../../../src/options/spec.ts';
import { flagName, optionNames, optionsOf, optionTable } from '../../../src/options/table.ts';
import { recordedIo } from '../../helpers/io.ts';
import { commitAll, git, tempProject, writeFiles } from '../../helpers/temp-project.ts';

async function script(shell: Shell): Promise<string> {
  const io = recordedIo('/');
  expect(await runProgram(['completion', shell], io)).toBe(0);
  return io.printed.out;
}

const shells: Shell[] = ['bash', 'zsh', 'fish'];

describe.each(shells)('the script for %s', (shell) => {
  test('has every command and every option', async () => {
    const text = await script(shell);
    for (const name of [...commandNames, 'mcp', 'completion']) expect(text).toContain(name);
    for (const name of optionNames) {
      const flag = flagName(optionTable[name]);
      expect(text).toContain(shell === 'fish' ? `-l ${flag.slice(2)} ` : flag);
    }
  });
});

test('a shell that is not known is refused, with those that are', async () => {
  await expect(runProgram(['completion', 'tcsh'], recordedIo('/'))).rejects.toThrow(
    'Allowed choices are bash, zsh, fish.',
  );
});

/** A repository with a branch whose name is a command for a shell that evaluates it. */
function repository(): string {
  const root = tempProject({ 'package.json': '{ "name": "shop" }', 'src/cart.ts': '', 'docs/x.md': '' });
  commitAll(root);
  git(root, 'branch', 'feature');
  git(root, 'branch', evil);
  return root;
}
const evil = 'evil$(touch${IFS}harmed)';

function printed(cwd: string, program: string, args: string[]): string {
  const { stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8', timeout: 120_000 });
  if (error) throw error;
  expect(stderr).toBe('');
  return stdout;
}

/** What a shell offers for a line that ends where the cursor is. */
const offers: Record<Shell, (root: string, line: string) => Promise<string[]>> = {
  async bash(root, line) {
    // As Bash itself splits a line: at blanks, and around an equals sign.
    const words = line.split(/ +|(?==)|(?<==)/).map((word) => `'${word}'`);
    const run = [
      await script('bash'),
      'compopt() { :; }',
      `COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _realcov`,
      'for word in ${COMPREPLY[@]+"${COMPREPLY[@]}"}; do printf "%s\\n" "$word"; done',
    ];
    writeFiles(root, { 'run.bash': run.join('\n') });
    return printed(root, 'bash', ['--norc', '--noprofile', 'run.bash']).split('\n').filter(Boolean);
  },

  async fish(root, line) {
    writeFiles(root, { 'run.fish': `${await script('fish')}\ncomplete -C '${line}'\n` });
    const found = printed(root, 'fish', ['--no-config', 'run.fish']).split('\n').filter(Boolean);
    return found.map((text) => text.split('\t')[0]!);
  },

  // On a terminal of its own, where it lists what it would offer.
  async zsh(root, line) {
    writeFiles(root, { _realcov: await script('zsh'), 'inner.zsh': zshInside, 'outer.zsh': zshAround });
    const text = printed(root, 'zsh', ['-f', 'outer.zsh', line]);
    return [...text.matchAll(/<([^<>\r\n]+)>/g)].map(([, found]) => found!);
  },
};

const zshInside = `PROMPT= RPROMPT=
autoload -Uz compinit && compinit -D -u
source ./_realcov
compadd () {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return $?; fi
  local -a found
  builtin compadd -O found "$@"
  (( $#found )) && print -rl -- "<"\${^found}">"
  builtin compadd "$@"
}
finished() { print 'E''NDMARK' }
comppostfuncs=(finished)
bindkey '^I' complete-word
print 'R''EADY'
`;
const zshAround = `zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z 'source ./inner.zsh'
while zpty -r z said && [[ $said != *READY* ]]; do :; done
zpty -w -n z "$1"$'\\t'
while zpty -r z said && [[ $said != *ENDMARK* ]]; do print -rn -- $said; done
zpty -d z
`;

const isInstalled = (shell: Shell): boolean => spawnSync(shell, ['-c', 'exit']).status === 0;

describe.each(shells.filter(isInstalled))('%s', (shell) => {
  const offered = (line: string, root = repository()) => offers[shell](root, line);

  test('completes commands, options and their values', async () => {
    const root = repository();
    expect((await offered('realcov ac', root)).toSorted()).toEqual(['accept', 'accepted']);
    expect((await offered('realcov completion ', root)).toSorted()).toEqual(shells.toSorted());
    expect((await offered('realcov audit --rep', root)).toSorted()).toEqual(['--report-url', '--reporters']);
    expect((await offered('realcov audit --killers ', root)).toSorted()).toEqual(['all', 'first']);
    const ofOpen = optionsOf('open').map(([, spec]) => flagName(spec));
    expect((await offered('realcov open --', root)).toSorted()).toEqual([...ofOpen, '--help'].toSorted());
  });

  test('completes each name of a list', async () => {
    const names = await offered('realcov audit --reporters json,ht');
    expect(names.map((name) => name.replace(/^json,/, ''))).toEqual(['html']);
    const behindEqualsSign = await offered('realcov audit --mutators=EmptyBo');
    expect(behindEqualsSign.map((name) => name.replace(/^--mutators=/, ''))).toEqual(['EmptyBody']);
  });

  test('completes branches, and evaluates none of their names', async () => {
    const root = repository();
    expect(await offered('realcov audit --since fea', root)).toEqual(['feature']);
    const [name, ...others] = await offered('realcov audit --since ev', root);
    expect(others).toEqual([]);
    // What Bash is given is typed as it is; the others quote it.
    expect(shell === 'bash' ? printed(root, shell, ['-c', `printf %s ${name}`]) : name).toBe(evil);
    expect(existsSync(join(root, 'harmed'))).toBe(false);
  });

  test('completes folders where one is expected', async () => {
    const folders = await offered('realcov audit --out-dir d');
    expect([...new Set(folders.map((name) => name.replace(/\/$/, '')))]).toEqual(['docs']);
  });
});
