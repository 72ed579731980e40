import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { git } from '../discover/git.ts';
import { hasLimits } from '../judge/gate.ts';
import type { Lab, TestFile } from '../lab/lab.ts';
import { hashOf, type Inputs } from '../lab/resume/inputs.ts';
import { Ledger, readLedger } from '../lab/resume/ledger.ts';
import { whatStillHolds } from '../lab/resume/still-holds.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { optionsThatShape } from '../options/shapes.ts';
import { writableWithin } from '../store/inside-root.ts';
import { keyVariable, ownKey, type Surroundings } from '../store/own-key.ts';
import { stateFolder } from '../store/state-folder.ts';
import { relativeTo } from '../system/paths.ts';
import { toolVersion } from '../version.ts';
import type { Breaks } from './breaks.ts';
import type { Notices } from './notices.ts';

const ledgerFile = `${stateFolder}/run/ledger.jsonl`;

/**
 * The ledger of this audit. If resuming is on, it contains the results of an interrupted audit of the same inputs by the same
 * user on this machine.
 * @param state state of the project on the disk, from before the sources were read
 * @throws UserError for an invalid key, or if the ledger would be outside of the project
 */
export async function openLedger(
  lab: Pick<Lab, 'related' | 'imports' | 'roles' | 'hasGlobalSetup'>,
  options: AuditOptions,
  breaks: Breaks,
  tests: TestFile[],
  state: string[],
  notices: Notices,
  surroundings: Surroundings = process,
): Promise<Ledger> {
  const { root } = breaks.project;
  const say = (why: string) =>
    notices.add({ kind: 'not-resumable', message: `this audit cannot be resumed: ${why}` });
  const path = writableWithin(root, ledgerFile);
  const own = ownKey(root, surroundings);
  if ('problem' in own) {
    say(`${own.problem}, or set ${keyVariable}`);
    return new Ledger(undefined);
  }
  if ((await git(root, ['ls-files', '--error-unmatch', '--', ledgerFile])) !== undefined) {
    say(`git tracks ${ledgerFile}, so anybody may have written it; remove it from the repository`);
    return new Ledger(undefined);
  }
  const asks = asksToGoOn(options, surroundings.env);
  const mayGoOn = options.resume && asks;
  const place = { folder: dirname(path), key: own.key };
  const inputs = inputsOf(options, breaks, tests, state);
  const found = readLedger(place);
  const keys = new Map(breaks.all.map(({ file, key }) => [file, key]));
  const standing = mayGoOn ? await whatStillHolds(lab, found, { root, inputs, tests, keys }) : undefined;
  const ledger = new Ledger(
    {
      ...place,
      inputs,
      mayGoOn,
      ...(standing && { standing }),
      onTrouble: ({ message }) => say(`what is done cannot be noted: ${message}`),
    },
    found,
  );
  noteUnused(ledger, options.resume && !asks, notices);
  // Vite reads nothing for tests that are not run again. So this finds out which texts another plugin changes.
  if (ledger.since)
    await lab.related(
      breaks.all.map(({ file }) => join(root, file)),
      tests,
    );
  return ledger;
}

/** In CI with a gate, the result should come from this run alone, unless the user says otherwise. */
function asksToGoOn(options: AuditOptions, { CI }: NodeJS.ProcessEnv): boolean {
  const isGateInCi = Boolean(CI) && CI !== 'false' && CI !== '0' && hasLimits(options);
  return !isGateInCi || options.resumeGiven === true;
}

function noteUnused({ unused }: Ledger, isGateInCi: boolean, notices: Notices): void {
  if (unused === 'foreign')
    notices.add({
      kind: 'not-resumable',
      message: `${ledgerFile} was not written by you on this machine, or was changed since: nothing of it is used`,
    });
  if (unused === 'not-asked-for' && isGateInCi)
    notices.add({
      kind: 'not-resumable',
      message: 'the interrupted audit is not gone on with: under a gate in CI that takes --resume',
    });
}

function inputsOf(
  options: AuditOptions,
  { project, all, files }: Breaks,
  tests: TestFile[],
  state: string[],
): Inputs {
  const { root, runner } = project;
  const ids = new Map(files.map(({ file, mutants }) => [file, mutants.map(({ id }) => id)]));
  const sources = all.map(({ file, original, code }) => [file, hashOf(original, code, ids.get(file))]);
  // A source with its own tests counts as both.
  const suites = tests.map(({ path }) => [relativeTo(root, path), textOf(path)] as const);
  const modules = new Map(sources as [string, string][]);
  for (const [file, text] of suites) modules.set(file, hashOf(modules.get(file), text));
  return {
    base: hashOf(
      [toolVersion, process.version, process.platform, process.arch, runner.version],
      [
        ...optionsThatShape('evidence').map((name) => options[name]),
        options.vitest,
        process.env.NODE_OPTIONS,
        process.env.TZ,
      ],
      files.map(({ file }) => file),
      tests.map((test) => ({ ...test, path: relativeTo(root, test.path) })),
    ),
    modules: Object.fromEntries(modules),
    state: state.map((line) => withinRoot(root, line)),
  };
}

/** The same state, with paths in another folder. */
function withinRoot(root: string, line: string): string {
  const local = line.startsWith(root + sep) ? line.slice(root.length + 1) : line;
  return sep === '/' ? local : local.replaceAll(sep, '/');
}

function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** The notice about results from an earlier run. */
export function noteResumed({ since, changed }: Ledger, reused: number, notices: Notices): void {
  if (since === undefined || reused === 0) return;
  const results = reused === 1 ? '1 result' : `${reused.toLocaleString('en')} results`;
  const [first, ...others] = changed;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  const anew = first === undefined ? '' : `; what may depend on ${first}${more}, changed since, is run again`;
  notices.add({
    kind: 'resumed',
    message: `${results} are from the interrupted audit of ${since.toISOString()}${anew}; --no-resume runs everything again`,
  });
}
