/** The audit on one page of Markdown, for a pull request or a chat: what it comes down to, and links into the page. */
import type { Audit } from '../../src/model/audit.ts';
import type { Comparison } from '../../src/model/comparison.ts';
import type { ContractViolation } from '../../src/model/contract.ts';
import { type Finding, isTheater } from '../../src/model/finding.ts';
import { writeWhole } from '../../src/system/whole-file.ts';
import { countByStatus, counted, isLacking, shownGap, type Unit, unnoticed, worstFirst } from '../facts.ts';
import { describeFinding, findingNames } from '../findings/index.ts';
import { isRun, reachWords } from '../reach.ts';
import { resultWords } from '../scope.ts';
import { count, percent } from '../wording.ts';
import { changeSections } from './change.ts';
import { code, type PageLink, pageLinks, words } from './escape.ts';
import { sinceLines } from './since.ts';

const limit = 10;

export interface SummaryContext {
  /** With the audit before, if there was one of the same. */
  comparison?: Comparison | undefined;
  /** Address of the page; it lies beside the summary if nothing is said. */
  page?: string | undefined;
  /** How links are made, where the page has no address. */
  links?: PageLink | undefined;
}

/** Writes `summary.md` in a folder. Returns the file's path. */
export function writeMarkdown(audit: Audit, dir: string, context: SummaryContext = {}): Promise<string> {
  return writeWhole(dir, 'summary.md', [renderMarkdown(audit, context)]);
}

export function renderMarkdown(
  audit: Audit,
  { comparison, page = 'index.html', links }: SummaryContext = {},
): string {
  const link = links ?? pageLinks(page);
  const lacking = worstFirst(audit).filter((unit) => isLacking(unit) && (audit.complete || isRun(unit)));
  const theater = audit.findings.filter(isTheater);
  const sections = [
    [`# ${code(audit.project.name)}: ${words(resultWords(audit, percent))}`],
    headline(audit, link),
    ...changeSections(audit, link),
    comparison && !audit.change
      ? ['## Since the audit before', '', ...sinceLines(comparison, audit, link)]
      : [],
    listed('Not what their contracts say', audit.violations ?? [], violationLine, undefined, link),
    ...(showsAll(audit)
      ? [
          listed('Functions, worst first', lacking, unitLine, 'functions', link),
          listed('Tests that are theater', theater, theaterLine, 'tests', link),
        ]
      : []),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** What is older than a change is not listed beside it, unless nobody can tell what is older. */
function showsAll({ change }: Audit): boolean {
  return change === undefined || change.base.compared === 'failed';
}

function headline(audit: Audit, link: PageLink): string[] {
  const { realCoverage: real, claimedCoverage: claimed, complete } = audit;
  const { unproven, accepted, 'out-of-budget': notRun } = countByStatus(audit);
  const facts = [
    ...(audit.change
      ? [`All in scope: ${real.killed.toLocaleString('en-US')} of ${count(real.valid, 'break')} noticed`]
      : real.percent === null
        ? ['No break was judged']
        : [
            `Tests notice ${real.killed.toLocaleString('en-US')} of ${count(real.valid, 'break')}`,
            `claimed coverage ${percent(claimed.percent)}`,
            `theater gap ${count(shownGap(audit), 'point')}`,
          ]),
    ...(notRun > 0 ? [`${notRun.toLocaleString('en-US')} not run in time`] : []),
    ...(unproven > 0 ? [`${unproven.toLocaleString('en-US')} unproven`] : []),
    ...(accepted > 0 ? [`${accepted.toLocaleString('en-US')} accepted`] : []),
  ];
  return [
    ...(complete ? [] : ['**Incomplete:** not every break was judged.', '']),
    ...gateLine(audit.gate),
    `${facts.join(' · ')}. ${link('The whole report')}`,
  ];
}

function gateLine({ status, reasons }: Audit['gate']): string[] {
  const why = reasons.map(words).join('; ');
  if (status === 'failed') return [`**The gate failed:** ${why}`, ''];
  return status === 'undecided' ? [`**The gate is not decided:** ${why}`, ''] : [];
}

function listed<T>(
  title: string,
  all: T[],
  line: (one: T, link: PageLink) => string,
  view: string | undefined,
  link: PageLink,
): string[] {
  if (all.length === 0) return [];
  const more = all.length - limit;
  return [
    `## ${title}`,
    '',
    ...all.slice(0, limit).map((one) => `- ${line(one, link)}`),
    ...(more > 0 ? [`- ${link(`${more.toLocaleString('en-US')} more`, view)}`] : []),
  ];
}

function violationLine(violation: ContractViolation, link: PageLink): string {
  const { function: id, name, file, line, clause, input, expected, actual } = violation;
  const facts = `${code(input)} gives ${code(actual)}, not ${code(expected)}`;
  return `${link(code(name), 'function', id)} ${code(`${file}:${line}`)}: ${words(clause)} ${facts}`;
}

function unitLine(unit: Unit, link: PageLink): string {
  const name =
    unit.kind === 'module' ? link(unit.name, 'file', unit.file) : link(code(unit.name), 'function', unit.id);
  const open = unnoticed(unit).length;
  const facts = [
    `${unit.verdict === undefined ? '' : `**${unit.verdict}** `}${name} ${code(`${unit.file}:${unit.line}`)}`,
    `${open.toLocaleString('en-US')} of ${count(counted(unit).length, 'break')} unnoticed`,
    reachWords(unit),
  ];
  return facts.filter((fact) => fact !== '').join(' · ');
}

function theaterLine(finding: Finding, link: PageLink): string {
  const { kind, test, testId, file, line } = finding;
  const place = code(line === 0 ? file : `${file}:${line}`);
  return `**${findingNames[kind]}** ${link(code(test), 'test', testId)} ${place}: ${words(describeFinding(finding))}`;
}
