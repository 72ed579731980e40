import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Preload, readNodeFlags } from '../native/node-flags.ts';
import type { OpenRequest } from '../process/host-protocol.ts';
import { loadCommand, type MochaOptions } from './mocha-api.ts';

/** A project as its own Mocha reads it. */
export interface MochaProject {
  options: MochaOptions;
  requires: string[];
  /** In the order in which Mocha loads them. */
  files: string[];
  preloads: Preload[];
  /** Flags of Node that the workers are started with; and all that Mocha starts its process with. */
  flags: string[];
  allFlags: string[];
  /** Absolute. */
  configFiles: string[];
}

const configNames = ['js', 'cjs', 'mjs', 'yaml', 'yml', 'jsonc', 'json'].map((end) => `.mocharc.${end}`);
/** What stops early, prints or waits. */
const switchedOff = {
  bail: false,
  parallel: false,
  dryRun: false,
  watch: false,
  diff: false,
  failZero: false,
  allowUncaught: false,
  fullTrace: true,
};

/** @throws Error with Mocha's own message */
export function readProject({ root, runnerFolder, settings }: OpenRequest): MochaProject {
  const command = loadCommand(runnerFolder);
  const words = [
    ...(settings.configFile === undefined ? [] : ['--config', settings.configFile]),
    ...(settings.testTimeout === undefined ? [] : ['--timeout', String(settings.testTimeout)]),
    ...(settings.retry === undefined ? [] : ['--retries', String(settings.retry)]),
    ...(settings.arguments ?? []),
  ];
  const all = command.loadOptions(words);
  const entries = Object.entries(all);
  const ofNode = entries.filter(([name]) => command.isNodeFlag(name));
  const options = Object.fromEntries(entries.filter(([name]) => !command.isNodeFlag(name)));
  const { 'node-option': given, require: requires, _: positional } = options;
  const flags = Array.isArray(given)
    ? given.map((flag) => `--${flag}`)
    : command.unparseNodeFlags(Object.fromEntries(ofNode.map(([name, value]) => [withoutV8(name), value])));
  const { preloads, rest } = readNodeFlags(flags);
  return {
    options: { ...plain(options), ...switchedOff },
    requires: listOf(requires),
    files: filesOf(command.collectFiles, options, listOf(positional)),
    preloads,
    flags: rest,
    allFlags: flags,
    configFiles: [settings.configFile ?? '', ...configNames]
      .map((name) => join(root, name))
      .filter(existsSync),
  };
}

/** Mocha ends the process where it finds none. */
function filesOf(
  collect: ReturnType<typeof loadCommand>['collectFiles'],
  { ignore, extension, file, recursive, sort }: MochaOptions,
  spec: string[],
): string[] {
  const { exit } = process;
  const { error, warn } = console;
  const none = new Error('no test files');
  try {
    process.exit = () => {
      throw none;
    };
    console.error = () => {};
    console.warn = () => {};
    const found = collect({
      ignore: listOf(ignore),
      extension: listOf(extension),
      file: listOf(file),
      recursive: recursive === true,
      sort: sort === true,
      spec: spec.length > 0 ? spec : ['./test'],
    });
    const files = Array.isArray(found) ? found : found.files;
    return [...new Set(files.map((path) => resolve(path)))];
  } catch (caught) {
    if (caught === none) return [];
    throw caught;
  } finally {
    process.exit = exit;
    Object.assign(console, { error, warn });
  }
}

function withoutV8(name: string): string {
  return name !== 'v8-options' && name.startsWith('v8-') ? name.slice(3) : name;
}

function listOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);
}

/** As its constructor takes them, and as JSON. */
function plain(options: MochaOptions): MochaOptions {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, value]) => {
      const own = value instanceof RegExp ? value.toString() : value;
      const camel = name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
      return [
        [name, own],
        [camel, own],
      ];
    }),
  );
}
