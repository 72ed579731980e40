import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Breaks } from './breaks.ts';
import { Ledger } from './lab/ledger.ts';
import type { TestFile } from './lab/vitest/host-protocol.ts';
import type { Notices } from './notices.ts';
import type { AuditOptions } from './options/audit-options.ts';
import { keptFolder } from './store/kept.ts';
import { toolVersion } from './version.ts';

/**
 * The ledger of this audit. It holds what an interrupted audit of the very same inputs has learned, if there was one
 * and it is wanted.
 * @param state of the project on the disk, from before the sources were read
 */
export function openLedger(
  options: AuditOptions,
  { project, all, files }: Breaks,
  tests: TestFile[],
  state: string[],
  notices: Notices,
): Ledger {
  const hash = createHash('sha256');
  const add = (value: unknown) => hash.update(`${JSON.stringify(value)}\n`);
  add([toolVersion, process.version, process.platform, process.arch, project.vitest.version]);
  add([options.killers, options.timeoutFactor, options.vitest, process.env.NODE_OPTIONS, process.env.TZ]);
  add(all.map(({ file, code }) => [file, code]));
  add(files.map(({ mutants }) => mutants.map(({ id }) => id)));
  add(tests);
  add(state);
  // Something else every time fits nothing.
  if (!options.resume) add([process.pid, Date.now()]);
  return new Ledger(join(project.root, keptFolder, 'run'), hash.digest('hex'), ({ message }) =>
    notices.add({
      kind: 'not-resumable',
      message: `what is done cannot be noted, so this audit cannot be resumed: ${message}`,
    }),
  );
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
