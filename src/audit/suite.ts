import { fileURLToPath } from 'node:url';
import type { Lab, TestFile } from '../lab/lab.ts';
import { noticesOfUnrelated, serveTexts, testFilesFor } from '../lab/open.ts';
import type { Ledger } from '../lab/resume/ledger.ts';
import { ResumingRunner } from '../lab/resume/resuming.ts';
import type { Notice } from '../model/audit.ts';
import { relativeTo } from '../system/paths.ts';
import type { Breaks } from './breaks.ts';
import type { ChangeAudit } from './change/change-audit.ts';
import type { AuditContext } from './context.ts';
import { openLedger } from './resume.ts';
import { openRows, type Rows } from './rows.ts';
import type { Started } from './start.ts';

const plainTextModule = fileURLToPath(
  new URL(`../instrument/plain-text${import.meta.url.slice(-3)}`, import.meta.url),
);

/** The selected tests, ready to run on the program with all mutants in it. */
export interface Suite {
  breaks: Breaks;
  lab: Lab;
  tests: TestFile[];
  /** Runs jobs, except those that an interrupted audit has finished. */
  runner: ResumingRunner;
  ledger: Ledger;
  /** Results of earlier audits, if they are asked for. */
  rows?: Rows | undefined;
}

interface Choice {
  /** Leaves out test files, relative to the root. */
  isWanted?(file: string): boolean;
  change?: ChangeAudit | undefined;
}

/**
 * @returns undefined if there is nothing to run
 * @throws UserError if there are no tests
 */
export async function openSuite(
  { breaks, lab }: Started,
  { options, notices, state, since, signal }: AuditContext,
  { isWanted = () => true, change }: Choice = {},
): Promise<Suite | undefined> {
  if (signal.aborted) return undefined;
  const { project, files, all, sources } = breaks;
  serveTexts(lab, project.root, all, options, plainTextModule);
  // Checked even if there is nothing to break, because a `--tests` without a match is a mistake anyway.
  const found = await testFilesFor(lab, project, options, sources);
  const related = found.filter(({ path }) => isWanted(relativeTo(project.root, path)));
  const tests = change ? await change.testsToRun(lab, related) : related;
  const leavesOut = tests.length < related.length;
  notices.addAll(
    leavesOut
      ? [ofChangeAlone(tests.length, lab.files.length, options.testsOfChange === true)]
      : noticesOfUnrelated(tests, lab.files, options.tests, sources),
  );
  if (files.every(({ mutants }) => mutants.length === 0)) return undefined;
  const ledger = await openLedger(lab, options, breaks, tests, await state, notices);
  const rows = options.cache ? await openRows(lab, options, breaks, tests, since, notices) : undefined;
  const runner = new ResumingRunner(rows?.runner ?? lab, ledger, project.root);
  return { breaks, lab, tests, runner, ledger, rows };
}

function ofChangeAlone(run: number, all: number, isAll: boolean): Notice {
  const which = `${run} of ${all} test files were changed`;
  const message = isAll
    ? `${which}; the others are not run`
    : `${which} or import something that was; the others run only on what tests of the change no longer notice`;
  return { kind: 'suite', message };
}
