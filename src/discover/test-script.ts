import { parseArgs } from 'node:util';
import { parse } from 'shell-quote';
import { byName, own } from '../model/by-name.ts';
import { jestArguments, readJestArguments } from '../model/jest-arguments.ts';
import type { TestRunner } from '../model/runner.ts';
import type { RunnerSettings } from '../model/runner-settings.ts';
import { variablesOfFiles } from './env-files.ts';
import type { Manifest } from './manifest.ts';
import { startedIn } from './runner-words.ts';

/** How a script of the package.json starts the test runner. */
export interface TestScript {
  runner: TestRunner['name'];
  /** Name of the script. */
  name: string;
  settings: RunnerSettings;
}

export interface Surroundings {
  /** The text of a file of the project; undefined if there is none. */
  read(file: string): string | undefined;
  /** Variables that are set already; files do not change them. */
  env: NodeJS.ProcessEnv;
}

/**
 * The options and variables that the project's own test command gives to the test runner: `TZ=UTC vitest --environment jsdom`.
 * The command is that of the script `test`, or of a script that `test` runs, directly or not.
 */
export function testScript({ scripts = {} }: Manifest, surroundings: Surroundings): TestScript | undefined {
  const names = new Set(['test']);
  // Those that a script runs are looked at after it, and those that they run.
  for (const name of names) {
    for (const next of scriptsIn(own(scripts, name) ?? '')) names.add(next);
    const found = settingsIn(own(scripts, name) ?? '', surroundings);
    if (found) return { name, ...found };
  }
  return undefined;
}

/** The test runner that the project's own test command starts. */
export function runnerOfScript(manifest: Manifest): TestRunner['name'] | undefined {
  return testScript(manifest, { read: () => undefined, env: {} })?.runner;
}

const runners = /^(npm|pnpm|yarn|bun)$/;

/** The scripts that a command runs: `npm run test:unit && npm run test:types`. */
function scriptsIn(command: string): string[] {
  return commandsIn(command).flatMap((words) => {
    const at = words.findIndex((word) => runners.test(word));
    const name = words
      .slice(at + 1)
      .find((word) => word !== 'run' && word !== 'run-script' && !word.startsWith('-'));
    return at >= 0 && name !== undefined ? [name] : [];
  });
}

function settingsIn(command: string, { read, env: set }: Surroundings): Omit<TestScript, 'name'> | undefined {
  const env = byName<string>([]);
  for (const words of commandsIn(command)) {
    const started = startedIn(words);
    const before = started?.before ?? (words[0] === 'export' ? words : []);
    for (const word of before) {
      const [, name, value = ''] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word) ?? [];
      // Values from variables of the shell are not known here.
      if (name !== undefined && !value.includes('$')) env[name] = value;
    }
    for (const [name, value] of Object.entries(variablesOfFiles(before, read)))
      if (own(set, name) === undefined) env[name] ??= value;
    if (!started) continue;
    const { runner, args, nodeFlags } = started;
    if (runner !== 'vitest' && nodeFlags.length > 0)
      env.NODE_OPTIONS = [env.NODE_OPTIONS, ...nodeFlags].filter((part) => part !== undefined).join(' ');
    const asked = settingsFor[runner](args);
    return { runner, settings: { ...asked, ...(Object.keys(env).length > 0 && { env }) } };
  }
  return undefined;
}

const settingsFor: Record<TestRunner['name'], (args: string[]) => RunnerSettings> = {
  vitest: settingsOf,
  jest: settingsOfJest,
  mocha: (args) => (args.length > 0 ? { arguments: args } : {}),
  'node-test': (args) => ({ arguments: args }),
};

function settingsOfJest(args: readonly string[]): RunnerSettings {
  const words = jestArguments(readJestArguments(args));
  return words.length > 0 ? { arguments: words } : {};
}

function settingsOf(args: string[]): RunnerSettings {
  const { values } = parseArgs({
    args: args.map(toDashes),
    strict: false,
    options: {
      config: { type: 'string', short: 'c' },
      dir: { type: 'string' },
      mode: { type: 'string' },
      environment: { type: 'string' },
      dom: { type: 'boolean' },
      globals: { type: 'boolean' },
      'test-timeout': { type: 'string' },
      'hook-timeout': { type: 'string' },
      retry: { type: 'string' },
    },
  });
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
  const number = (name: string) => (/^\d+$/.test(text(name) ?? '') ? Number(text(name)) : undefined);
  const all: RunnerSettings = {
    configFile: text('config'),
    dir: text('dir'),
    mode: text('mode'),
    environment: values.dom === true ? 'happy-dom' : text('environment'),
    globals: isSet(values.globals),
    testTimeout: number('test-timeout'),
    hookTimeout: number('hook-timeout'),
    retry: number('retry'),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** `--globals`, or `--globals=false`. */
function isSet(value: unknown): boolean | undefined {
  return value === undefined ? undefined : value !== 'false' && value !== false;
}

/** Vitest takes `--testTimeout` and `--test-timeout` alike. */
function toDashes(argument: string): string {
  const [, name = '', rest = ''] = /^--([A-Za-z]+)(.*)$/s.exec(argument) ?? [];
  return name === ''
    ? argument
    : `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}${rest}`;
}

/** The words of each simple command in a line for the shell. */
function commandsIn(line: string): string[][] {
  const commands: string[][] = [[]];
  for (const word of parse(line, (name) => `$${name}`)) {
    if (typeof word === 'string') commands.at(-1)?.push(word);
    else if ('pattern' in word) commands.at(-1)?.push(word.pattern);
    else if ('op' in word) commands.push([]);
  }
  return commands;
}
