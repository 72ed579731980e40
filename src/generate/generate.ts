import { type Breaks, findBreaks } from '../audit/breaks.ts';
import { canSandbox } from '../lab/sandbox.ts';
import { type Audit, isUnnoticed } from '../model/audit.ts';
import type { Generated } from '../model/generated.ts';
import { isBreak } from '../model/mutant.ts';
import type { AuditEvents } from '../model/progress.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { copyProject } from '../reproduce/project-copy.ts';
import type { AcceptContext, Judged } from './accept/accept.ts';
import { plainSuite } from './accept/plain.ts';
import { replay } from './accept/replay.ts';
import { closeCopy, sandboxFor } from './accept/sandbox.ts';
import type { GenerateContext } from './context.ts';
import { writeCommonJs } from './embedded/common-js.ts';
import { fromCalls } from './from-calls.ts';
import { targetsOf } from './targets/plan.ts';
import { breaksOf, type Target } from './targets/targets.ts';
import { placeAll } from './write/put-into-files.ts';
import type { ChosenWriter } from './writers/choose.ts';
import { fromWriter, writerTasksFor } from './writers/from-writer.ts';
import type { WriteRequest } from './writers/request.ts';
import { requester } from './writers/requests.ts';

export interface GenerateOptions {
  seed: number;
  /** Inputs that are tried for each break. */
  inputs: number;
  /** Run generated code without a sandbox. */
  unsandboxed: boolean;
  /** Writes the tests; without one they are made from calls. */
  writer: ChosenWriter | undefined;
  /** Text of the contract of the named function. */
  contract: string | undefined;
}

/**
 * Makes tests that notice the surviving breaks of an audit. Nothing is written into the project.
 * @param audit of the present sources
 */
export async function generate(
  audit: Audit,
  options: AuditOptions,
  how: GenerateOptions,
  events: AuditEvents,
): Promise<Generated> {
  const startedAt = performance.now();
  const { writer } = how;
  return inCopy(audit, options, how, events, async (prepared) => {
    const { breaks, context, signal } = prepared;
    const made = writer ? await fromWriter(prepared, writer) : await fromCalls(prepared);
    const { trials, judged } = made;
    const { options: there, sandbox } = context;
    const plain = plainSuite(there, breaks.project.runner, sandbox, signal);
    await replay(trials, judged, { root: there.root, breaks, plain, signal });
    const placed = await placeAll(trials, judged, { audit, options: there, plain });
    return {
      writer: writer?.kind ?? 'embedded',
      ...(writer?.name !== undefined && { model: writer.name }),
      targeted: within(audit, breaks).mutants.filter(isUnnoticed).length,
      noticed: judged.noticed.size,
      // Only now it is known which tests are kept.
      reach: reachOf(made.searched, judged),
      accepted: placed.tests,
      rejected: judged.rejected.map(({ candidate, reason }) => ({
        test: `${candidate.suite} > ${candidate.name}`,
        file: trials.find(({ candidates }) => candidates.includes(candidate))?.file ?? '',
        reason,
      })),
      violations: made.violations,
      same: made.same,
      left: made.left,
      files: placed.files,
      ...(writer && { cost: writer.cost() }),
      seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    };
  });
}

/** The first requests for a writer, without sending them. */
export function plannedRequests(
  audit: Audit,
  options: AuditOptions,
  how: GenerateOptions,
  events: AuditEvents,
): Promise<WriteRequest[]> {
  return inCopy(audit, options, how, events, async (prepared) => {
    const { tasks, mayBeSent } = writerTasksFor(prepared);
    const requestOf = requester({ audit, breaks: prepared.breaks, mayBeSent });
    return tasks.map((task) => requestOf(task, { rejected: [] }));
  });
}

/** Prepares a copy of the project, in which tests can be tried. */
async function inCopy<T>(
  audit: Audit,
  options: AuditOptions,
  { seed, inputs, unsandboxed, contract }: GenerateOptions,
  events: AuditEvents,
  use: (how: GenerateContext) => Promise<T>,
): Promise<T> {
  const copy = copyProject(options.root);
  const signal = events.signal ?? new AbortController().signal;
  try {
    const there: AuditOptions = { ...options, root: copy.root };
    const whole = sandboxFor(options.root, copy.root);
    closeCopy(copy.root, whole);
    const sandbox = unsandboxed || !canSandbox() ? undefined : whole;
    const breaks = await findBreaks(there, { ...events, phase() {}, advance() {}, notice() {} });
    const sources = targetsOf(within(audit, breaks), breaks, options.mode === 'spec' ? 'every' : 'open');
    const targeted = new Set(
      sources.flatMap(({ targets }) => targets.flatMap((target) => breaksOf(target).map(({ id }) => id))),
    );
    const commonJs = breaks.project.runner.name === 'jest' ? writeCommonJs(copy.root) : undefined;
    const context: AcceptContext = { options: there, sandbox, commonJs, targeted, events };
    return await use({ root: options.root, audit, breaks, sources, context, signal, seed, inputs, contract });
  } finally {
    copy.remove();
  }
}

function reachOf(searched: Target[], { noticed }: Judged): Generated['reach'] {
  const ids = new Set(searched.flatMap((target) => breaksOf(target).map(({ id }) => id)));
  return { targeted: ids.size, noticed: [...ids].filter((id) => noticed.has(id)).length };
}

/** The functions and breaks of an audit in scope, without probes. */
function within(audit: Audit, { files }: Breaks): Audit {
  const functions = new Set(files.flatMap((file) => file.functions.map(({ id }) => id)));
  const mutants = new Set(files.flatMap((file) => file.mutants.filter(isBreak).map(({ id }) => id)));
  return {
    ...audit,
    functions: audit.functions.filter(({ id }) => functions.has(id)),
    mutants: audit.mutants.filter(({ id }) => mutants.has(id)),
  };
}
