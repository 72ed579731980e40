/** What an audit comes down to, for a coding agent that is about to decide what to do next. */
import type { Audit } from '../../src/model/audit.ts';
import type { Change } from '../../src/model/change.ts';
import { isTheater } from '../../src/model/finding.ts';
import { countByStatus } from '../facts.ts';
import { describeFinding, findingNames } from '../findings/index.ts';
import { gateWords, resultWords } from '../scope.ts';
import { nameText, oneLine } from '../text.ts';
import { count, percent } from '../wording.ts';
import { boundedLines } from './bounds.ts';
import { isWorse, survivorEntry, survivors } from './survivors.ts';

const limits = { survivors: 7, theater: 5, notices: 5, tests: 5 };

/** Never longer than an answer may be. */
export function auditAnswer(audit: Audit): string {
  const sections = [
    headline(audit),
    audit.change ? changeLines(audit.change, audit) : [],
    survivorSection(audit),
    theaterLines(audit),
    listed(
      'Notes',
      audit.notices.map(({ file, message }) => `${file ? `${nameText(file)}: ` : ''}${oneLine(message)}`),
      limits.notices,
    ),
  ];
  return boundedLines(
    sections
      .filter((lines) => lines.length > 0)
      .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines])),
  );
}

function headline(audit: Audit): string[] {
  const { realCoverage: real, claimedCoverage: claimed, gate, complete } = audit;
  const { unproven } = countByStatus(audit);
  const facts = [
    ...(real.percent === null
      ? []
      : [
          `tests notice ${real.killed} of ${count(real.valid, 'break')}`,
          `claimed coverage ${percent(claimed.percent)}`,
        ]),
    ...(unproven > 0 ? [`${unproven} unproven`] : []),
  ];
  return [
    `${nameText(audit.project.name)}: ${resultWords(audit, percent)}`,
    ...(facts.length > 0 ? [facts.join(' · ')] : []),
    `gate: ${gateWords[gate.status]}${gate.reasons.length > 0 ? `: ${gate.reasons.map(oneLine).join('; ')}` : ''}`,
    ...(complete ? [] : ['incomplete: it was stopped before every break was judged']),
  ];
}

function changeLines({ base, testsGone, tests }: Change, audit: Audit): string[] {
  const all = survivors(audit);
  const worse = all.filter(isWorse).length;
  const name = (id: string) => audit.tests.find((test) => test.id === id);
  const hollow = tests.filter(({ witness }) => witness === undefined);
  return [
    `since ${oneLine(base.ref)} (${base.commit.slice(0, 7)}): ${worse === 0 ? 'nothing got worse' : `${count(worse, 'break')} that no test notices, new or noticed before`}`,
    ...(base.compared === 'failed' ? [`the base could not be run: ${oneLine(base.reason ?? '')}`] : []),
    ...listed(
      'Tests of the change that notice nothing',
      hollow.map(({ id }) => {
        const test = name(id);
        return test === undefined
          ? nameText(id)
          : `${nameText(test.file)}:${test.line} ${nameText(test.name)}`;
      }),
      limits.tests,
    ),
    ...listed(
      'Tests that are gone',
      testsGone.map(({ file, name, why }) => `${nameText(file)} ${nameText(name)} (${why})`),
      limits.tests,
    ),
  ];
}

/** At most one of a line: what notices it will notice others too. */
function survivorSection(audit: Audit): string[] {
  const all = survivors(audit);
  const worse = all.filter(isWorse);
  const [told, others] = worse.length > 0 ? [worse, all.length - worse.length] : [all, 0];
  const byLine = Map.groupBy(told, ({ mutant }) => `${mutant.file}:${mutant.location.start.line}`);
  const shown = [...byLine.values()].slice(0, limits.survivors).map(([first]) => first!);
  const more = told.length - shown.length;
  if (all.length === 0) return [];
  return [
    `${count(told.length, 'break')} that no test notices${more > 0 ? ', the first of them' : ''}:`,
    ...shown.flatMap((one) => survivorEntry(one, audit)),
    ...(more > 0 ? [`and ${more} more: list_survivors`] : []),
    ...(others > 0 ? [`and ${others} that this change did not make worse: list_survivors`] : []),
  ];
}

function theaterLines(audit: Audit): string[] {
  const found = audit.findings.filter(isTheater);
  return listed(
    'Tests that would not fail',
    found.map(
      (finding) =>
        `${findingNames[finding.kind]}  ${nameText(finding.file)}:${finding.line}  ${nameText(finding.test)}: ${oneLine(describeFinding(finding))}`,
    ),
    limits.theater,
  );
}

function listed(title: string, lines: string[], limit: number): string[] {
  if (lines.length === 0) return [];
  const more = lines.length - limit;
  return [
    `${title} (${lines.length}):`,
    ...lines.slice(0, limit).map((line) => `  ${line}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}
