/** One break for `realcov show`: the change, its verdict, and the tests that could tell. */
import { isCurrent } from '../src/model/apply.ts';
import {
  type Audit,
  type AuditedMutant,
  type AuditedTest,
  isUnnoticed,
  type MutantStatus,
} from '../src/model/audit.ts';
import { describeBreak } from './breaks.ts';
import { changeFacts, worseBreaks } from './change/facts.ts';
import { worseSentence } from './change/words.ts';
import { moduleName } from './facts.ts';
import { type Paint, paint } from './paint.ts';
import { errorText, gitPath, nameText, oneLine, visible } from './text.ts';
import { type Hunk, mutantHunks } from './unified.ts';
import { count, notRunText } from './wording.ts';

interface DiffOptions {
  colors: boolean;
}

const testLimit = 20;

/** The mutants whose id begins so; one that is the id itself is the only answer. */
export function findMutants(audit: Audit, idPrefix: string): AuditedMutant[] {
  const exact = audit.mutants.filter((mutant) => mutant.id === idPrefix);
  return exact.length > 0 ? exact : audit.mutants.filter((mutant) => mutant.id.startsWith(idPrefix));
}

/**
 * The break as a unified diff, then verdict, reason, killers and what covers it. `source` is the file as it
 * is now, undefined if the project has none; where it changed since the audit, the audited fragment is shown instead. Without colours the diff
 * is one that `git apply` takes. Throws a RangeError when the audit has no such mutant.
 */
export function renderMutantDiff(
  audit: Audit,
  mutantId: string,
  source: string | undefined,
  options: DiffOptions,
): string {
  const mutant = audit.mutants.find(({ id }) => id === mutantId);
  if (mutant === undefined) throw new RangeError(`The audit has no mutant ${mutantId}.`);
  const paints = paint(options.colors);
  return `${[...changeText(audit, mutant, source, paints), '', ...verdict(audit, mutant, paints)].join('\n')}\n`;
}

function changeText(
  audit: Audit,
  mutant: AuditedMutant,
  source: string | undefined,
  paints: Paint,
): string[] {
  if (mutant.description !== undefined) return placeLines(mutant);
  return source !== undefined && isCurrent(source, mutant)
    ? diff(audit, mutant, source, paints)
    : fragments(mutant, source === undefined, paints);
}

/** What the code becomes is not known: only where it is changed. */
function placeLines({ file, location, original }: AuditedMutant): string[] {
  const lines = visible(original).split('\n');
  return [`${nameText(file)}:${location.start.line}`, ...lines.map((line) => `  ${line}`)];
}

function diff(audit: Audit, mutant: AuditedMutant, source: string, paints: Paint): string[] {
  const { bold } = paints;
  const name = functionName(audit, mutant);
  return [
    bold(`--- ${gitPath(`a/${mutant.file}`)}`),
    bold(`+++ ${gitPath(`b/${mutant.file}`)}`),
    ...mutantHunks(source, mutant).flatMap((hunk) => hunkLines(hunk, name, paints)),
  ];
}

function hunkLines(
  { before, after, lines }: Hunk,
  name: string | undefined,
  { cyan, green, red }: Paint,
): string[] {
  const range = cyan(`@@ -${before.line},${before.count} +${after.line},${after.count} @@`);
  const colors: Record<string, (text: string) => string> = { '+': green, '-': red };
  const shown = lines.map((line) => {
    const text = line[0] + visible(line.slice(1));
    return colors[line[0] ?? '']?.(text) ?? text;
  });
  return [`${range}${name === undefined ? '' : ` ${nameText(name)}`}`, ...shown];
}

function fragments(
  { file, location, original, replacement }: AuditedMutant,
  isMissing: boolean,
  { green, red, yellow }: Paint,
): string[] {
  const lines = (text: string, mark: string) =>
    visible(text)
      .split('\n')
      .map((line) => mark + line);
  return [
    yellow(
      `${nameText(file)} ${isMissing ? 'is no file of the project now' : 'has changed since the audit'}; at ${location.start.line}:${location.start.column} it was`,
    ),
    ...lines(original, '-').map((line) => red(line)),
    ...lines(replacement, '+').map((line) => green(line)),
  ];
}

function functionName(audit: Audit, mutant: AuditedMutant): string | undefined {
  return audit.functions.find(({ id }) => id === mutant.function)?.name;
}

function verdict(audit: Audit, mutant: AuditedMutant, paints: Paint): string[] {
  const { bold, cyan, dim } = paints;
  const { file, location, mutator, level, id } = mutant;
  const place = `${nameText(file)}:${location.start.line}:${location.start.column}`;
  const name =
    functionName(audit, mutant) ?? (mutant.function === undefined ? moduleName(audit, mutant.file) : '');
  const kind = nameText(mutator) + levelNotes[level];
  return [
    [cyan(nameText(id)), place, ...(name ? [bold(nameText(name))] : [])].join('  '),
    `${describeBreak(mutant)} ${dim(`(${kind})`)}`,
    `${statusText(mutant, paints)}`,
    ...changeLines(audit, mutant),
    ...(mutant.wallClock ? ['This verdict may change with the wall clock.'] : []),
    ...(mutant.byChance
      ? ['This verdict depends on what tests draw at random: with other draws it was another.']
      : []),
    ...killerLines(audit, mutant, paints),
    ...coverLines(audit, mutant, paints),
  ];
}

/** Why it counts as made worse by a change. */
function changeLines(audit: Audit, mutant: AuditedMutant): string[] {
  const facts = changeFacts(audit);
  if (!facts) return [];
  const shown = worseBreaks(facts).find(({ entry }) => entry.id === mutant.id);
  return shown ? [worseSentence(shown)] : [];
}

const levelNotes: Record<AuditedMutant['level'], string> = {
  function: '',
  statement: '',
  probe: ', a probe: it never counts in a score',
  neutral: ', which keeps what the code does: no test should notice',
};

const statusWords: Record<MutantStatus, string> = {
  killed: 'killed',
  survived: 'survived',
  'no-coverage': 'no coverage',
  timeout: 'timeout, which counts as killed',
  unproven: 'unproven',
  'out-of-budget': 'not run: the budget was spent',
  'type-error': 'type error, so the types catch it',
  invalid: 'invalid',
  ignored: 'ignored',
  accepted: 'accepted, though no test notices it',
};

function statusText(mutant: AuditedMutant, { green, red, yellow }: Paint): string {
  const good = ['killed', 'timeout', 'type-error'].includes(mutant.status);
  const color = good ? green : isUnnoticed(mutant) ? red : yellow;
  return (
    color(statusWords[mutant.status]) + (mutant.reason === undefined ? '' : `: ${oneLine(mutant.reason)}`)
  );
}

function killerLines(
  audit: Audit,
  { killedBy, killersComplete, failure }: AuditedMutant,
  paints: Paint,
): string[] {
  if (killedBy.length === 0) return [];
  const others = killersComplete ? '' : ' (not every test that reaches it was run against it)';
  return [
    '',
    `Noticed by ${killedBy.length}${killersComplete ? '' : ' or more'}${others}:`,
    ...testLines(audit, killedBy, paints),
    ...(failure === undefined
      ? []
      : [`${killedBy.length === 1 ? 'It' : 'The first'} fails: ${errorText(failure)}`]),
  ];
}

/** What reaches the break; named one by one where none of it notices. */
function coverLines(audit: Audit, mutant: AuditedMutant, paints: Paint): string[] {
  const { coveredBy, status, notRun } = mutant;
  if (coveredBy.length === 0) return status === 'no-coverage' ? ['', 'No test reaches it.'] : [];
  const reached = `Reached by ${count(coveredBy.length, 'test')}`;
  if (notRun !== undefined) return ['', `${reached}. ${notRunText(notRun)}.`];
  if (status !== 'survived') return ['', `${reached}.`];
  const none = coveredBy.length === 1 ? 'which does not fail' : 'none fails';
  return ['', `${reached}, ${none}:`, ...testLines(audit, coveredBy, paints)];
}

function testLines(audit: Audit, ids: string[], { dim }: Paint): string[] {
  const tests = new Map(audit.tests.map((test) => [test.id, test]));
  const lines = ids.slice(0, testLimit).map((id) => `  ${testLine(id, tests.get(id))}`);
  const more = ids.length - testLimit;
  return more > 0 ? [...lines, dim(`  … and ${more} more`)] : lines;
}

/** A hook or a file has only its id. */
function testLine(id: string, test: AuditedTest | undefined): string {
  return nameText(test === undefined ? id : `${test.file}:${test.line}  ${test.name}`);
}
