import { writeFileSync } from 'node:fs';
import { nameText, printedJson, renderMutantDiff, renderReproduction } from '../../reports/index.ts';
import { runnerOf } from '../discover/index.ts';
import { type ExitCode, exitCodes, UserError } from '../errors.ts';
import { applyMutant, isCurrent } from '../model/apply.ts';
import type { Audit, AuditedMutant, AuditedTest } from '../model/audit.ts';
import { didYouMean } from '../options/nearest.ts';
import { type OptionInput, resolveOptions } from '../options/resolve.ts';
import { openPlace } from '../reproduce/copy-for-breaks.ts';
import { reproduce } from '../reproduce/reproduce.ts';
import { codeWithin, readCode, writableWithin } from '../store/inside-root.ts';
import { findMutant, readAudits } from './audits.ts';
import { unlessStopped } from './interrupted.ts';
import type { Io } from './io.ts';

/** `realcov reproduce <mutant-id>`: makes one break by hand, and lets the plain test runner say whether a test notices. */
export async function reproduceCommand(idPrefix: string, input: OptionInput, io: Io): Promise<ExitCode> {
  const options = await resolveOptions({ ...input, cwd: io.cwd });
  const { audit, mutant } = findMutant(await readAudits(options.outDir), idPrefix);
  const test = options.test === undefined ? undefined : findTest(audit, mutant, options.test);
  const source = readSource(options.root, mutant);
  const runner = runnerOf(options.root);
  if (!options.json) io.out.write(renderMutantDiff(audit, mutant.id, source, { colors: io.out.colors }));
  const place = openPlace({ project: options, runner, bail: false, signal: io.signal });
  try {
    const again = `run it again: realcov reproduce ${mutant.id}`;
    const seen = await unlessStopped(io.signal, again, () => reproduce(audit, mutant, place, test));
    const style = { colors: io.out.colors, runner };
    io.out.write(options.json ? printedJson(seen) : `\n${renderReproduction(audit, seen, style)}`);
    if (options.keep) writeFileSync(writableWithin(place.root, mutant.file), applyMutant(source, mutant));
    if (options.keep)
      (options.json ? io.err : io.out).write(`\nThe copy with the break is in ${nameText(place.root)}\n`);
    // If nothing ran, nothing is proven.
    const isProof = seen.agrees !== false && seen.testFiles.length > 0;
    return isProof ? exitCodes.passed : exitCodes.incomplete;
  } finally {
    if (options.keep) place.keep();
    else place.remove();
  }
}

function readSource(root: string, mutant: AuditedMutant): string {
  const source = readCode(root, mutant.file);
  if (source !== undefined && isCurrent(source, mutant)) return source;
  throw new UserError(
    exitCodes.usage,
    codeWithin(root, mutant.file) === undefined
      ? `${mutant.file} is no code of the project, and in nothing else a break is made`
      : `${mutant.file} has changed since the audit, so this break has no place in it`,
    'run realcov audit again',
  );
}

/** Searches the tests that reach the break, then all: by full name, or by a part that only one has. */
function findTest(audit: Audit, { coveredBy }: AuditedMutant, name: string): AuditedTest {
  const reaching = audit.tests.filter(({ id }) => coveredBy.includes(id));
  for (const tests of [reaching, audit.tests]) {
    const exact = tests.filter((test) => test.name === name || test.id === name);
    const found = exact.length > 0 ? exact : tests.filter((test) => test.name.includes(name));
    if (found.length === 1) return found[0]!;
    if (found.length > 1) throw severalTests(found, name);
  }
  throw new UserError(
    exitCodes.usage,
    `the last audit has no test ${name}${didYouMean(
      name,
      reaching.map((test) => test.name),
    )}`,
    'realcov show <mutant-id> names the tests that reach a break',
  );
}

function severalTests(found: AuditedTest[], name: string): UserError {
  const shown = found.slice(0, 5).map((test) => `${test.id}  ${test.file}  ${test.name}`);
  return new UserError(
    exitCodes.usage,
    `${found.length} tests have ${name} in their name`,
    'give the whole name, or the id of one',
    shown,
  );
}
