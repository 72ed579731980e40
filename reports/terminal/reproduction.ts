import type { Audit, AuditedMutant } from '../../src/model/audit.ts';
import type { Reproduction, TestFailure } from '../../src/model/reproduction.ts';
import { runnerTitles, type TestRunner } from '../../src/model/runner.ts';
import { describeBreak } from '../breaks.ts';
import { type Paint, paint } from '../paint.ts';
import { errorText, nameText, oneLine, shorten } from '../text.ts';
import { count } from '../wording.ts';

interface Style {
  colors: boolean;
  /** What ran the tests. */
  runner: TestRunner;
}

const failureLimit = 10;
const messageLength = 100;

/** What the plain test runner said of one break, and whether the audit says the same. */
export function renderReproduction(audit: Audit, seen: Reproduction, { colors, runner }: Style): string {
  const paints = paint(colors);
  const mutant = audit.mutants.find(({ id }) => id === seen.mutant);
  const lines = [
    `${runnerTitles[runner.name]} ${runner.version} without realcov, the break made in a copy of the source, ${filesRun(seen)}:`,
    ...outcome(seen, paints),
    '',
    agreement(audit, mutant, seen, paints),
  ];
  return `${lines.join('\n')}\n`;
}

/** How the breaks that `--verify` picked went: one line if the plain test runner agrees, each disagreement in full. */
export function verificationLines(audit: Audit, paints: Paint): string[] {
  const { verification } = audit;
  if (!verification) return [];
  const { seed, reproductions } = verification;
  const differing = reproductions.filter(({ agrees }) => agrees === false);
  const unclear = reproductions.filter(({ agrees }) => agrees === undefined);
  const agreeing = reproductions.length - differing.length - unclear.length;
  const summary = [
    `${agreeing} of ${count(reproductions.length, 'break')} made by hand: plain ${titleOf(audit)} agrees`,
    ...(differing.length > 0 ? [paints.red(`${differing.length} it disagrees with`)] : []),
    ...(unclear.length > 0 ? [paints.yellow(`${unclear.length} unclear`)] : []),
    paints.dim(`seed ${seed}`),
  ].join(' · ');
  return [summary, ...[...differing, ...unclear].flatMap((seen) => details(audit, seen, paints))];
}

/** Of an audit with breaks made by hand; one from a report of another tool has none. */
function titleOf({ project: { runner } }: Audit): string {
  return runnerTitles[runner?.name ?? 'vitest'];
}

/** The disagreements alone. */
export function disagreementLines(audit: Audit, paints: Paint): string[] {
  const differing = audit.verification?.reproductions.some(({ agrees }) => agrees === false);
  return differing ? verificationLines(audit, paints) : [];
}

function details(audit: Audit, seen: Reproduction, paints: Paint): string[] {
  const mutant = audit.mutants.find(({ id }) => id === seen.mutant);
  if (!mutant) return [];
  const { file, location, status } = mutant;
  return [
    `${paints.cyan(nameText(mutant.id))}  ${nameText(file)}:${location.start.line}  ${describeBreak(mutant)}`,
    `  the audit says ${status}; plain ${titleOf(audit)}, ${filesRun(seen)}:`,
    ...outcome(seen, paints),
    `  ${paints.cyan(`realcov reproduce ${nameText(mutant.id)}`)}`,
  ];
}

function filesRun({ testFiles }: Reproduction): string {
  const [only] = testFiles;
  return testFiles.length === 1 ? nameText(only ?? '') : count(testFiles.length, 'test file');
}

function outcome(seen: Reproduction, paints: Paint): string[] {
  if (seen.outcome === 'unclear') return [`  ${paints.yellow('unclear')}: ${oneLine(seen.why ?? '')}`];
  if (seen.outcome === 'unnoticed') return [`  ${paints.red('nothing fails')}`];
  if (seen.outOfTime) return [`  ${paints.green('it does not end')}`];
  const shown = seen.failures.slice(0, failureLimit).map((failure) => `  ${failureLine(failure, paints)}`);
  const more = seen.failures.length - shown.length;
  return more > 0 ? [...shown, paints.dim(`  … and ${more} more`)] : shown;
}

function failureLine({ file, test, message }: TestFailure, { dim, green }: Paint): string {
  const what = [file, test]
    .filter((part) => part !== '')
    .map(nameText)
    .join('  ');
  return `${green('fails')}  ${what}${message === '' ? '' : dim(`  ${shorten(errorText(message), messageLength)}`)}`;
}

function agreement(
  audit: Audit,
  mutant: AuditedMutant | undefined,
  { agrees, test, notFailing, testFiles, drawing = [] }: Reproduction,
  { green, red, yellow }: Paint,
): string {
  const named = audit.tests.find(({ id }) => id === test)?.name;
  const says = named === undefined ? `says ${mutant?.status}` : claimOf(mutant, test, named);
  if (testFiles.length === 0) return red(`The audit ${says}. No test was run, so this proves nothing.`);
  if (drawing.length > 0) {
    const names = audit.tests.filter(({ id }) => drawing.includes(id)).map(({ name }) => nameText(name));
    const draw = names.length === 1 ? 'draws at random and has' : 'draw at random and have';
    return yellow(`The audit ${says}; but ${names.join(', ')} ${draw} drawn something else here.`);
  }
  if (agrees === undefined) return yellow(`The audit ${says}: there is nothing to compare.`);
  if (agrees) return green(`The audit ${says}, and it agrees.`);
  const names = audit.tests.filter(({ id }) => notFailing?.includes(id)).map(({ name }) => name);
  const why = names.length > 0 ? `: ${names.map(nameText).join(', ')} should fail` : '';
  return red(`The audit ${says}, and that is wrong here${why}.`);
}

function claimOf(mutant: AuditedMutant | undefined, test: string | undefined, name: string): string {
  const notices = mutant?.killedBy.includes(test ?? '');
  return `says that "${nameText(name)}" ${notices ? 'notices it' : 'does not notice it'}`;
}
