import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { git } from '../discover/git.ts';
import { hasLimits } from '../judge/gate.ts';
import type { TestFile } from '../lab/lab.ts';
import { Ledger } from '../lab/ledger.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { optionsThatShape } from '../options/shapes.ts';
import { keptFolder } from '../store/kept.ts';
import { keyVariable, ownKey, type Surroundings } from '../store/own-key.ts';
import { writableWithin } from '../store/within.ts';
import { toolVersion } from '../version.ts';
import type { Breaks } from './breaks.ts';
import type { Notices } from './notices.ts';

const ledgerFile = `${keptFolder}/run/ledger.jsonl`;

/**
 * The ledger of this audit. It holds what an interrupted audit of the very same inputs has learned, if there was one, if
 * this user ran it on this machine, and if it is wanted.
 * @param state of the project on the disk, from before the sources were read
 * @throws UserError for a key that is none, and where the ledger would lie outside of the project
 */
export async function openLedger(
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
  const ledger = new Ledger({
    folder: dirname(path),
    inputs: inputsOf(options, breaks, tests, state),
    key: own.key,
    mayGoOn: options.resume && asks,
    onTrouble: ({ message }) => say(`what is done cannot be noted: ${message}`),
  });
  noteUnused(ledger, options.resume && !asks, notices);
  return ledger;
}

/** Whoever has set a gate in CI wants to see it decided by this run, unless they say otherwise. */
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
): string {
  const hash = createHash('sha256');
  const add = (value: unknown) => hash.update(`${JSON.stringify(value)}\n`);
  add([toolVersion, process.version, process.platform, process.arch, project.vitest.version]);
  const runAs = optionsThatShape('evidence').map((name) => options[name]);
  add([...runAs, options.vitest, process.env.NODE_OPTIONS, process.env.TZ]);
  add(all.map(({ file, code }) => [file, code]));
  add(files.map(({ mutants }) => mutants.map(({ id }) => id)));
  add(tests);
  add(state);
  return hash.digest('hex');
}

/** What the reader is told of results that are not from this run. */
export function noteResumed({ since }: Ledger, reused: number, notices: Notices): void {
  if (since === undefined || reused === 0) return;
  const results = reused === 1 ? '1 result' : `${reused.toLocaleString('en')} results`;
  notices.add({
    kind: 'resumed',
    message: `${results} are from the interrupted audit of ${since.toISOString()}; --no-resume runs everything anew`,
  });
}
