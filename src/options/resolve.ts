import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { reportersHere } from '../../reports/reporters/index.ts';
import { loadIgnorers } from '../config/ignorers.ts';
import type { StrykerSettings } from '../config/stryker.ts';
import { readManifest } from '../discover/manifest.ts';
import { findRoot } from '../discover/root.ts';
import { asksForChange } from '../discover/since.ts';
import { testScript } from '../discover/test-script.ts';
import { exitCodes, UserError } from '../errors.ts';
import { isAboutTests } from '../model/gate-kind.ts';
import type { RunnerSettings } from '../model/runner-settings.ts';
import { readWithin } from '../store/inside-root.ts';
import { relativeTo } from '../system/paths.ts';
import type { AuditOptions } from './audit-options.ts';
import { auditPartOf } from './audit-part.ts';
import { readConfiguration } from './configuration.ts';
import { checkMutatorNames } from './mutator-names.ts';
import { toRootPattern } from './paths.ts';
import { checkKeptFiles, outDirOf } from './places.ts';
import { readValue } from './read.ts';
import { type OptionName, type OptionSpec, type OptionValues, optionNames, optionTable } from './table.ts';
import { toTestGlob } from './test-globs.ts';

/** Options as the command line or a program gives them; what is left out comes from the file or the defaults. */
export type OptionInput = { [Name in keyof OptionValues]?: OptionValues[Name] | undefined } & {
  /** Files, folders and globs to break, relative to `cwd`. */
  paths?: readonly string[] | undefined;
  /** A folder in the project, default the working directory. */
  cwd?: string | undefined;
};

/**
 * All options of an audit: those given beat the configuration file, which beats the defaults.
 * @param runsCode false for a command that only reads: no code of the project is run, be it a configuration file or a plugin
 * @throws UserError if there is no project, or an option or the file does not fit
 */
export async function resolveOptions(
  input: OptionInput = {},
  { runsCode = true }: { runsCode?: boolean } = {},
): Promise<AuditOptions> {
  const root = findRoot(resolve(input.cwd ?? '.'));
  checkKeptFiles(root);
  const cwd = realpathSync(input.cwd ?? '.');
  const config = await readConfiguration({ root, cwd, asked: input.config, runsCode });
  const { stryker, own } = config;
  const given = pickGiven(input);
  const values = {
    ...defaults(),
    reporters: reportersHere(process.env),
    ...fromStryker(stryker, config.strykerFile),
    ...own,
    ...given,
  } as OptionValues;
  askOnlyOfTests(values);
  await checkMutatorNames({ ...own, ...given } as Partial<OptionValues>);
  const paths = (input.paths ?? []).map((path) => toRootPattern(path, cwd, root));
  const tests = values.tests.map((test) =>
    toTestGlob(toRootPattern(test, given.tests ? cwd : root, root), root),
  );
  return {
    ...values,
    root,
    paths,
    tests,
    part: auditPartOf(given, { ...values, paths, tests }),
    outDir: outDirOf({
      root,
      cwd,
      given: given.outDir,
      otherwise: values.outDir,
      place: config.placeOf('outDir'),
    }),
    neverSend: values.neverSend.map((path) => toRootPattern(path, given.neverSend ? cwd : root, root)),
    diff: given.diff === undefined ? undefined : resolve(cwd, given.diff),
    out: given.out === undefined ? undefined : folderWithin(root, cwd, given.out),
    configFiles: config.files,
    ...(config.isNotRun && { configNotRun: true }),
    ...(given.resume && { resumeGiven: true }),
    mutate: stryker.mutate?.map((pattern) => toRootPattern(pattern, root, root)),
    ignorers: await loadIgnorers({
      names: runsCode ? stryker.ignorers : [],
      plugins: [...stryker.plugins, ...stryker.appendPlugins],
      root,
      config: config.wholeStryker,
    }),
    vitest: { ...ownSettings(root), ...stryker.vitest },
  };
}

/**
 * Where only the tests of a change are asked about, limits on breaks ask nothing.
 * @throws UserError if there is no change
 */
function askOnlyOfTests(values: OptionValues): void {
  if (!values.testsOfChange) return;
  if (!asksForChange(values))
    throw new UserError(
      exitCodes.usage,
      '--tests-of-change needs a change',
      'name one by --since, --staged or --diff',
    );
  values.failOn = values.failOn.filter(isAboutTests);
  values.minRealCoverage = undefined;
  values.minDiffCoverage = undefined;
}

/** What the project's own test command gives to Vitest. */
function ownSettings(root: string): RunnerSettings | undefined {
  const read = (file: string) => readWithin(root, file);
  return testScript(readManifest(root), { read, env: process.env })?.settings;
}

/** @throws UserError for a folder outside of the project, from which tests could not import its sources */
function folderWithin(root: string, cwd: string, folder: string): string {
  const inside = relativeTo(root, resolve(cwd, folder));
  if (inside !== '' && !inside.startsWith('..')) return inside;
  throw new UserError(
    exitCodes.usage,
    `--out: ${folder} is no folder in the project`,
    'such as --out generated',
  );
}

function pickGiven(input: OptionInput): Partial<OptionValues> {
  return Object.fromEntries(
    optionNames
      .filter((name) => input[name] !== undefined)
      .map((name) => [name, readValue(optionTable[name] as OptionSpec, input[name], `the option ${name}`)]),
  );
}

function defaults(): Record<OptionName, unknown> {
  return Object.fromEntries(optionNames.map((name) => [name, optionTable[name].default])) as Record<
    OptionName,
    unknown
  >;
}

/** Stryker's keys that are options here too. */
function fromStryker(stryker: StrykerSettings, file: string): Partial<Record<OptionName, unknown>> {
  const values: Partial<Record<OptionName, unknown>> = {
    tests: stryker.testFiles,
    excludeMutators: stryker.mutator?.excludedMutations,
    concurrency: stryker.concurrency,
    timeoutFactor: stryker.timeoutFactor,
  };
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [
        name,
        readValue(optionTable[name as OptionName] as OptionSpec, value, `${name} in ${file}`),
      ]),
  );
}
