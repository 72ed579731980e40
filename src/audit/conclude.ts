import { basename } from 'node:path';
import { withContracts } from '../contract/audited.ts';
import { noticesOfChance } from '../judge/chance.ts';
import { judgeCouplings } from '../judge/coupled.ts';
import { withDecisions } from '../judge/decisions.ts';
import { type Judgement, judge } from '../judge/judge.ts';
import { neededTests } from '../judge/needed.ts';
import type { Audit } from '../model/audit.ts';
import type { CleanRun } from '../model/run.ts';
import { shapingOptions } from '../options/shapes.ts';
import { findTheater } from '../theater/index.ts';
import { findLeads } from '../theater/leads.ts';
import { toolVersion } from '../version.ts';
import type { Breaks } from './breaks.ts';
import type { AuditContext } from './context.ts';
import type { Observations } from './observe.ts';
import { functionNames } from './questions.ts';
import { hashOfState } from './tree.ts';

/** Verdicts and findings, from the evidence and from people's decisions about survivors. */
export async function conclude(
  seen: Observations,
  context: AuditContext,
): Promise<Omit<Audit, 'gate' | 'timings'>> {
  const { clock, options, signal, notices } = context;
  const { breaks } = seen;
  const typeErrors = await typeErrorsIn(breaks, seen, context);
  clock.phase('judge');
  const { judgement, couplings } = judged(breaks, seen, typeErrors, context);
  const { run } = seen;
  const needed = options.killers === 'all' ? neededTests(judgement.tests, judgement.mutants) : undefined;
  return {
    ...headOf(breaks, run, context),
    ...judgement,
    ...(run.leftOut.length > 0 && { leftOut: run.leftOut }),
    ...theaterIn(breaks, { ...seen, couplings }, context),
    ...(needed && { needed }),
    tree: hashOfState(await context.state),
    notices: notices.all,
    complete: !signal.aborted,
    ...(breaks.unchanged && !signal.aborted && { unchanged: true as const }),
  };
}

function theaterIn(
  breaks: Breaks,
  { run, evidence, couplings, twins }: Observations,
  { options, openTest: open }: AuditContext,
): Pick<Audit, 'findings' | 'leads'> {
  const names = functionNames(breaks);
  const findings = findTheater({
    run,
    evidence,
    couplings,
    twins,
    part: breaks.sources,
    runner: breaks.project.runner.name,
    open,
    allKillers: options.killers === 'all',
    nameOf: (id) => names.get(id),
  });
  const found = new Set(findings.map(({ testId }) => testId));
  return { findings, ...(options.leads && { leads: findLeads(run, open, twins, found) }) };
}

/** Type errors of survivors that do not compile, by id. */
async function typeErrorsIn(
  { files }: Breaks,
  { run, evidence, types, ledger }: Observations,
  { signal }: AuditContext,
): Promise<ReadonlyMap<string, string>> {
  try {
    const found = types && (await types.among(judge(files, run, evidence).mutants));
    if (!signal.aborted) ledger?.discard();
    return found ?? new Map();
  } finally {
    types?.close();
    ledger?.close();
  }
}

function judged(
  breaks: Breaks,
  { run, evidence, couplings }: Observations,
  typeErrors: ReadonlyMap<string, string>,
  { notices, decisions }: AuditContext,
): { judgement: Judgement; couplings: Observations['couplings'] } {
  const ofBreaks = judge(breaks.files, run, evidence, typeErrors);
  const coupled = judgeCouplings(couplings, run);
  notices.addAll(coupled.notices);
  notices.addAll(noticesOfChance(ofBreaks));
  const judgement = withDecisions(
    {
      ...ofBreaks,
      functions: withContracts(ofBreaks.functions, breaks),
      mutants: [...ofBreaks.mutants, ...coupled.mutants],
    },
    decisions,
  );
  return { judgement, couplings: coupled.couplings };
}

function headOf(
  { project }: Breaks,
  run: CleanRun,
  { options }: AuditContext,
): Pick<Audit, 'schemaVersion' | 'toolVersion' | 'project' | 'options' | 'part'> {
  return {
    schemaVersion: '2',
    toolVersion,
    project: {
      name: project.name || basename(project.root),
      runner: { name: project.runner.name, version: project.runner.version },
      vitest: project.runner.version,
      files: project.files.length,
      testFiles: run.files.length,
    },
    options: shapingOptions(options),
    ...(options.part && { part: options.part }),
  };
}
