import type { TestRunner } from '../model/runner.ts';

/** The test runner that a command starts. */
export interface StartedRunner {
  runner: TestRunner['name'];
  /** What comes before it, and after it. */
  before: string[];
  args: string[];
  /** What Node itself is given, as words of `NODE_OPTIONS`. */
  nodeFlags: string[];
}

const starts: [runner: TestRunner['name'], word: RegExp][] = [
  ['vitest', /(^|[\\/])vitest(\.mjs|[\\/]dist[\\/]cli(-wrapper)?\.js)?$/],
  ['jest', /(^|[\\/])jest(\.js|[\\/]bin[\\/]jest(\.js)?)?$/],
  [
    'mocha',
    /(^|[\\/])(_?mocha|ts-mocha)(\.js|[\\/]bin[\\/]_?mocha(\.[cm]?js)?|[\\/]lib[\\/]cli[\\/]cli\.c?js)?$/,
  ],
];

/** Flags of Node whose value may be the next word. */
const withValue = /^(--(import|require|loader|experimental-loader|conditions|env-file)|-r|-C)$/;
const longNames: Record<string, string> = { '-r': '--require', '-C': '--conditions' };

/** The test runner among the words of a simple command. */
export function startedIn(words: readonly string[]): StartedRunner | undefined {
  for (const [at, word] of words.entries()) {
    const [runner] = starts.find(([, pattern]) => pattern.test(word)) ?? [];
    if (runner === undefined && /(^|[\\/])(node|tsx)$/.test(word) && words.includes('--test', at))
      return ofNodeTest(words, at);
    if (runner === undefined) continue;
    const before = words.slice(0, at);
    const args = words.slice(at + 1);
    if (runner === 'vitest' && isOther(args)) continue;
    const own = /(^|[\\/])ts-mocha/.test(word) ? ofTsMocha(args) : args;
    return { runner, before, args: own, nodeFlags: nodeFlagsIn(before) };
  }
  return undefined;
}

/** `node --import tsx --test 'test/**'`: what Node itself is given may also come behind. */
function ofNodeTest(words: readonly string[], at: number): StartedRunner {
  const rest = words.slice(at + 1);
  const own = rest.filter((word) => !word.startsWith('--test'));
  const isTsx = /(^|[\\/])tsx$/.test(words[at] ?? '');
  const taken = new Set<number>();
  for (const [index, word] of rest.entries()) {
    if (word.startsWith('-') && !/^--(test|experimental-test)/.test(word)) taken.add(index);
    if (withValue.test(word)) taken.add(index + 1);
  }
  return {
    runner: 'node-test',
    before: words.slice(0, at),
    args: rest.filter((word, index) => word !== '--test' && !taken.has(index)),
    nodeFlags: [...(isTsx ? ['--import=tsx'] : []), ...optionsOfNode(own)],
  };
}

/** Vitest is not started to run tests. */
function isOther([command]: readonly string[]): boolean {
  return command !== undefined && ['bench', 'list', 'init', 'typecheck'].includes(command);
}

/** It starts Mocha with a module that compiles, and has some options of its own. */
function ofTsMocha(args: readonly string[]): string[] {
  const own = args.filter(
    (word, at) =>
      !/^(-p|--paths|--type-check|--tsconfig)(=|$)/.test(word) &&
      !/^(-p|--tsconfig)$/.test(args[at - 1] ?? ''),
  );
  return ['--require', 'ts-mocha', ...own];
}

/** `node --import tsx …`, `tsx …`: the processes of the tests need them as well. */
function nodeFlagsIn(before: readonly string[]): string[] {
  const at = before.findIndex((word) => /(^|[\\/])(node|tsx)$/.test(word));
  if (at < 0) return [];
  const isTsx = /(^|[\\/])tsx$/.test(before[at] ?? '');
  return [...(isTsx ? ['--import=tsx'] : []), ...optionsOfNode(before.slice(at + 1))];
}

/** Those that `NODE_OPTIONS` may have, each as one word. */
function optionsOfNode(words: readonly string[]): string[] {
  const found: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) continue;
    const [name = ''] = word.split('=');
    const long = longNames[name] ?? name;
    const value = withValue.test(word) ? `=${words[++at] ?? ''}` : word.slice(name.length);
    if (process.allowedNodeEnvironmentFlags.has(long)) found.push(`${long}${value}`);
  }
  return found;
}
