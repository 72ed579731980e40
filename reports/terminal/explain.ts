import type { Audit, AuditedMutant, AuditedTest } from '../../src/model/audit.ts';
import { isBreak } from '../../src/model/mutant.ts';
import { describeFinding, findingNames } from '../findings/index.ts';
import { type Paint, paint } from '../paint.ts';
import { nameText, oneLine, visible, widest } from '../text.ts';
import { count } from '../wording.ts';

/** Everything an audit knows of one test: what it does, what it runs and what of that it notices. */
export function renderTest(audit: Audit, test: AuditedTest, { colors }: { colors: boolean }): string {
  const paints = paint(colors);
  const facts = [
    test.line === 0 ? nameText(test.file) : `${nameText(test.file)}:${test.line}`,
    ...(test.assertions === undefined ? [] : [count(test.assertions, 'assertion')]),
    ...(test.durationMs > 0 ? [`${test.durationMs} ms`] : []),
  ];
  const sections = [
    [paints.bold(nameText(test.name)), paints.dim(facts.join(' · '))],
    findingLines(audit, test, paints),
    worthLines(audit, test, paints),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function findingLines({ findings }: Audit, { id }: AuditedTest, { red, cyan }: Paint): string[] {
  return findings
    .filter(({ testId }) => testId === id)
    .flatMap((finding) => [
      `${red(findingNames[finding.kind])}: ${oneLine(describeFinding(finding))}`,
      ...(finding.ignored === undefined ? [] : [`accepted: ${oneLine(finding.ignored)}`]),
      cyan(nameText(finding.reproduce)),
      ...(finding.kind === 'copy-paste' && finding.evidence.table !== undefined
        ? ['', 'one table says the same:', ...tableLines(finding.evidence.table)]
        : []),
    ]);
}

/** A diff: no line of it begins as one of ours may. */
function tableLines(table: string): string[] {
  return table
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => visible(/^[-+ @\\]/.test(line) ? line : ` ${line}`));
}

function worthLines(audit: Audit, test: AuditedTest, { dim }: Paint): string[] {
  if (test.covers === 0) return ['it runs nothing that the audit broke'];
  const reached = audit.mutants.filter((mutant) => isBreak(mutant) && mutant.coveredBy.includes(test.id));
  const units = placesOf(audit, reached);
  const alone = test.onlyKiller === 0 ? '' : `, ${test.onlyKiller} of them alone`;
  const { crashes = 0 } = test;
  const crash = crashes === 0 ? '' : `; ${crashes} of these ${crashes === 1 ? 'crashes' : 'crash'} any test`;
  const names = widest(units.map(({ name }) => nameText(name)));
  const places = widest(units.map(({ place }) => place));
  return [
    `of ${count(reached.length, 'break')} that it reaches it was seen to notice ${test.kills}${alone}${crash}`,
    ...units.map(
      ({ name, place, mutants }) =>
        `  ${nameText(name).padEnd(names)}  ${dim(place.padEnd(places))}  ${noticed(mutants, test)} of ${mutants.length}`,
    ),
    ...(reached.some(({ killersComplete }) => !killersComplete)
      ? [dim('not every test was run against every break; --killers all does that')]
      : []),
  ];
}

interface Reached {
  name: string;
  place: string;
  mutants: AuditedMutant[];
}

/** Every break of those that are counted above: by function, then what lies outside functions by file. */
function placesOf({ functions }: Audit, reached: AuditedMutant[]): Reached[] {
  const listed = new Map(functions.map((unit) => [unit.id, unit]));
  const ofFunctions = functions
    .map(({ id, name, file, line }) => ({
      place: nameText(`${file}:${line}`),
      name,
      mutants: reached.filter((mutant) => mutant.function === id),
    }))
    .filter(({ mutants }) => mutants.length > 0);
  const others = Map.groupBy(
    reached.filter((mutant) => mutant.function === undefined || !listed.has(mutant.function)),
    ({ file }) => file,
  );
  return [
    ...ofFunctions,
    ...[...others].map(([file, mutants]) => ({ place: nameText(file), name: 'outside functions', mutants })),
  ];
}

function noticed(mutants: AuditedMutant[], { id }: AuditedTest): number {
  return mutants.filter(({ killedBy }) => killedBy.includes(id)).length;
}
