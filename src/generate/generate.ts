import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type Breaks, findBreaks } from '../breaks.ts';
import { cleanRun } from '../lab/clean-run.ts';
import { relativeTo } from '../lab/names.ts';
import { openLab } from '../lab/open.ts';
import { canSandbox, type Sandbox } from '../lab/vitest/sandbox.ts';
import { spanAt } from '../model/apply.ts';
import { type Audit, isUnnoticed } from '../model/audit.ts';
import type { Generated, GeneratedFile } from '../model/generated.ts';
import { isBreak } from '../model/mutant.ts';
import type { AuditEvents } from '../model/progress.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { copyProject } from '../reproduce/project-copy.ts';
import { accept, type Judged, type Trial } from './accept.ts';
import { type FuzzFile, fuzzFiles } from './embedded/run.ts';
import type { FuzzTarget, ParameterSpec } from './embedded/spec.ts';
import { formatted } from './format.ts';
import { importedAs, withTests } from './place.ts';
import { sandboxFor } from './sandbox.ts';
import { NoValues, signatures } from './specs.ts';
import { specifierOf, styleOf } from './style.ts';
import { type OutOfReach, type Target, targetsIn } from './targets.ts';
import { type TestPlace, testPlaceOf } from './test-place.ts';
import { type Candidate, withOwnNames, writeTest } from './write.ts';

export interface GenerateOptions {
  seed: number;
  /** Inputs that are tried for each break. */
  inputs: number;
  /** Run what was generated without a sandbox. */
  unsandboxed: boolean;
}

/**
 * Writes tests that notice breaks that no test of the audit notices. Nothing is written into the project.
 * @param audit of the sources as they are
 */
export async function generate(
  audit: Audit,
  options: AuditOptions,
  { seed, inputs, unsandboxed }: GenerateOptions,
  events: AuditEvents,
): Promise<Generated> {
  const startedAt = performance.now();
  const copy = copyProject(options.root);
  const signal = events.signal ?? new AbortController().signal;
  try {
    const there: AuditOptions = { ...options, root: copy.root };
    const sandbox = unsandboxed || !canSandbox() ? undefined : sandboxFor(options.root, copy.root);
    const breaks = await findBreaks(there, events);
    const plan = planFor(audit, breaks);

    // Calls on which breaks and the original differ.
    events.phase('search', plan.files.length);
    const results = await fuzzFiles(plan.files, {
      options: there,
      breaks,
      sandbox,
      seed,
      runs: inputs,
      signal,
    });

    // As tests, of which those stay that are proven to notice something.
    const trials = trialsFor(audit, breaks, plan, results, copy.root);
    const targeted = new Set(plan.targets.flatMap(({ target }) => target.breaks.map(({ id }) => id)));
    const judged = await accept(trials, { options: there, sandbox, targeted, events });
    const placed = await placeAll(trials, judged, { audit, options: there, breaks, sandbox, signal });

    const all = [...results.values()];
    return {
      targeted: audit.mutants.filter(
        (mutant) => isBreak(mutant) && isUnnoticed(mutant) && isIn(breaks, mutant.file),
      ).length,
      noticed: judged.noticed.size,
      reach: reachOf(plan, results, judged),
      accepted: placed.tests,
      rejected: judged.rejected.map(({ candidate, reason }) => ({
        test: `${candidate.suite} > ${candidate.name}`,
        file: trials.find(({ candidates }) => candidates.includes(candidate))?.file ?? '',
        reason,
      })),
      same: all.flatMap(({ same }) => same),
      left: leftOut(plan, results),
      files: placed.files,
      seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    };
  } finally {
    copy.remove();
  }
}

function reachOf({ targets }: Plan, results: Results, { noticed }: Judged): Generated['reach'] {
  const searched = targets.filter(({ target }) => {
    const seen = results.get(target.fn.id);
    return seen !== undefined && seen.skipped === undefined;
  });
  const ids = searched.flatMap(({ target }) => target.breaks.map(({ id }) => id));
  return { targeted: ids.length, noticed: ids.filter((id) => noticed.has(id)).length };
}

/** The functions for which nothing was written, and why. */
function leftOut({ targets, outOfReach }: Plan, results: Results): Generated['left'] {
  const skipped = targets.flatMap(({ target: { fn, breaks }, why }) => {
    const seen = results.get(fn.id);
    const reason = why ?? (seen ? seen.skipped : unsearched);
    return reason === undefined ? [] : [{ fn, breaks, reason }];
  });
  return [...skipped, ...outOfReach].map(({ fn: { name, file }, breaks, reason }) => ({
    function: name,
    file,
    breaks: breaks.length,
    reason,
  }));
}

const unsearched =
  'the search for calls did not come to its end, or Vitest takes no test file beside the others';

type Results = Awaited<ReturnType<typeof fuzzFiles>>;

function isIn({ files }: Breaks, file: string): boolean {
  return files.some((each) => each.file === file);
}

interface Plan {
  targets: { target: Target; parameters?: ParameterSpec[]; why?: string }[];
  outOfReach: OutOfReach[];
  files: FuzzFile[];
}

/** Which functions can be called with values that fit. */
function planFor(audit: Audit, { project, files }: Breaks): Plan {
  const signatureAt = signatures(
    project.root,
    files.map(({ file }) => file),
  );
  const plan: Plan = { targets: [], outOfReach: [], files: [] };
  for (const { file, original, functions, mutants } of files) {
    const numbers = new Map(
      mutants.flatMap((mutant) => ('number' in mutant ? [[mutant.id, mutant.number]] : [])),
    );
    const targets: FuzzTarget[] = [];
    const { targets: reachable, outOfReach } = targetsIn(audit, file, original);
    plan.outOfReach.push(...outOfReach);
    for (const target of reachable) {
      const unit = functions.find(({ id }) => id === target.fn.id);
      const signature = unit
        ? signatureAt(file, spanAt(original, unit.location).start)
        : new NoValues('it has changed');
      if (signature instanceof NoValues) {
        plan.targets.push({ target, why: signature.message });
        continue;
      }
      plan.targets.push({ target, parameters: signature.parameters });
      targets.push({
        id: target.fn.id,
        exported: target.exported,
        ...signature,
        mutants: target.breaks.flatMap(({ id }) => {
          const number = numbers.get(id);
          return number === undefined ? [] : [{ id, number }];
        }),
      });
    }
    const program = besideTests(file, audit, project.root, `realcov-search-${plan.files.length}`);
    if (targets.length > 0) plan.files.push({ source: file, program, targets });
  }
  return plan;
}

/** A path that the project's Vitest takes for a test file. */
function besideTests(source: string, audit: Audit, root: string, name: string): string {
  const { file } = placeFor(source, audit, root);
  const ending = /[.-](?:test|spec)\.[cm]?[jt]sx?$/.exec(file)?.[0] ?? '.test.ts';
  return posix.join(posix.dirname(file), `${name}${ending}`);
}

function trialsFor(audit: Audit, { files }: Breaks, plan: Plan, results: Results, root: string): Trial[] {
  return files.flatMap(({ file: source }, index): Trial[] => {
    const place = placeFor(source, audit, root);
    const { style, specifier } = conventions(source, place, audit, root);
    const candidates = plan.targets
      .filter(({ target }) => target.fn.file === source)
      .flatMap(({ target, parameters = [] }) =>
        (results.get(target.fn.id)?.cases ?? [])
          .filter(({ outcome }) => outcome.kind === 'value' || outcome.kind === 'error')
          .map((found) =>
            writeTest(found, { exported: target.exported, name: target.fn.name, parameters }, style),
          ),
      );
    if (candidates.length === 0) return [];
    const file = besideTests(source, audit, root, `realcov-trial-${index}`);
    return [{ source, file, specifier, style, candidates: withOwnNames(candidates) }];
  });
}

function conventions(source: string, place: TestPlace, { tests }: Audit, root: string) {
  const own = place.exists ? readFileSync(join(root, place.file), 'utf8') : undefined;
  const others = [...new Set(tests.map(({ file }) => file))].slice(0, 10);
  const texts = own === undefined ? others.map((file) => readFileSync(join(root, file), 'utf8')) : [own];
  const style = styleOf(texts, true);
  const known = own === undefined ? undefined : importedAs(own, place.file, isImportOf(source, place.file));
  return { style, specifier: known ?? specifierOf(place.file, source, style) };
}

/** Whether a specifier in a file names the source. Both are relative to the root. */
function isImportOf(source: string, file: string): (specifier: string) => boolean {
  const bare = (path: string) => path.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '');
  return (specifier) =>
    specifier.startsWith('.') && bare(posix.join(posix.dirname(file), specifier)) === bare(source);
}

function placeFor(source: string, audit: Audit, root: string): TestPlace {
  const imports = (file: string) => {
    const path = join(root, file);
    return (
      existsSync(path) && importedAs(readFileSync(path, 'utf8'), file, isImportOf(source, file)) !== undefined
    );
  };
  const folder = ['test', 'tests', '__tests__'].find((name) => existsSync(join(root, name)));
  return testPlaceOf(source, audit, imports, folder);
}

interface Placing {
  audit: Audit;
  options: AuditOptions;
  breaks: Breaks;
  sandbox: Sandbox | undefined;
  signal: AbortSignal;
}

/** The accepted tests in the project's own test files, which have to stay green with them. */
async function placeAll(
  trials: Trial[],
  judged: Judged,
  context: Placing,
): Promise<{ files: GeneratedFile[]; tests: Generated['accepted'] }> {
  const { audit, options } = context;
  const files: GeneratedFile[] = [];
  const tests: Generated['accepted'] = [];
  const placed: { file: string; own: Candidate[] }[] = [];
  for (const trial of trials) {
    const own = trial.candidates.filter((candidate) => judged.accepted.includes(candidate));
    if (own.length === 0) continue;
    const { file, exists } = placeFor(trial.source, audit, options.root);
    const path = join(options.root, file);
    const before = exists || existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    const after = formatted(withTests(before, file, own, trial.specifier, trial.style), options.root, file);
    writeFileSync(path, after);
    files.push({ file, before, after });
    placed.push({ file, own });
  }
  const red = await redIn(
    placed.map(({ file }) => file),
    context,
  );
  for (const { file, own } of placed) {
    const why = red.get(file);
    if (why === undefined) {
      tests.push(
        ...own.map(({ suite, name, meant }) => ({ test: `${suite} > ${name}`, file, notices: meant })),
      );
      continue;
    }
    for (const candidate of own)
      judged.rejected.push({ candidate, reason: `${file} is red with it: ${why}` });
  }
  return { files: files.filter(({ file }) => !red.has(file)), tests };
}

/** Runs the files as they would be, in the sandbox too: which of them are red, and what they say. */
async function redIn(
  files: string[],
  { options, breaks, sandbox, signal }: Placing,
): Promise<Map<string, string>> {
  const red = new Map<string, string>();
  if (files.length === 0) return red;
  const lab = await openLab(
    breaks.project,
    { ...options, ...(sandbox && { sandbox }) },
    { add: () => {} },
    signal,
  );
  try {
    const wanted = lab.files.filter(({ path }) => files.includes(relativeTo(options.root, path)));
    const run = await cleanRun(lab, options.root, wanted, [], { findsUnstable: false });
    for (const { file, test, error } of run.red) red.set(file, `${test}: ${error}`);
    for (const file of files)
      if (!run.files.some((each) => each.file === file)) red.set(file, red.get(file) ?? 'it does not run');
    return red;
  } finally {
    await lab.close();
  }
}
