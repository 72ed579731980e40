import type { Audit } from '../../src/model/audit.ts';
import { type Finding, isTheater } from '../../src/model/finding.ts';
import { describeFinding, describeLead, findingNames } from '../findings/index.ts';
import type { Paint } from '../paint.ts';
import { nameText, oneLine } from '../text.ts';
import { count } from '../wording.ts';
import type { Context } from './context.ts';

const limit = 10;

/**
 * Tests that are theater, then those with a warning, each with what was seen and a command that shows it; other
 * findings when all is asked for.
 */
export function findingsSection({ findings }: Audit, context: Context): string[] {
  const wanted = findings
    .filter((finding) => context.verbose || isWorthAWord(finding))
    .sort((a, b) => Number(isTheater(b)) - Number(isTheater(a)));
  const shown = context.verbose ? wanted : wanted.slice(0, limit);
  const more = wanted.length - shown.length;
  return [
    ...shown.flatMap((finding, index) => [...(index > 0 ? [''] : []), ...lines(finding, context)]),
    ...(more > 0
      ? ['', context.paint.dim(`… and ${count(more, 'more test')}, see --verbose or the files`)]
      : []),
  ];
}

function isWorthAWord({ severity, ignored }: Finding): boolean {
  return severity !== 'info' && ignored === undefined;
}

/** Tests whose text looks like theater: apart, as nothing that was seen says so. */
export function leadsSection({ leads = [] }: Audit, { verbose, paint }: Context): string[] {
  const shown = verbose ? leads : leads.slice(0, limit);
  const more = leads.length - shown.length;
  return [
    ...shown.map((lead) => {
      const place = lead.line === 0 ? lead.file : `${lead.file}:${lead.line}`;
      return `${paint.dim('lead')}  ${nameText(place)}  ${nameText(lead.test)}: ${describeLead(lead)}`;
    }),
    ...(more > 0 ? [paint.dim(`… and ${count(more, 'more lead')}, see --verbose or the files`)] : []),
  ];
}

function lines(finding: Finding, { paint }: Context): string[] {
  const { kind, file, line, test, reproduce, ignored } = finding;
  const color = colorOf(finding, paint);
  const place = line === 0 ? file : `${file}:${line}`;
  return [
    `${color(findingNames[kind])}  ${nameText(place)}  ${paint.bold(nameText(test))}`,
    `  ${oneLine(describeFinding(finding))}`,
    ...(ignored === undefined ? [] : [`  accepted: ${oneLine(ignored)}`]),
    `  ${paint.cyan(nameText(reproduce))}`,
  ];
}

function colorOf(finding: Finding, { red, yellow, dim }: Paint): (text: string) => string {
  if (isTheater(finding)) return red;
  return isWorthAWord(finding) ? yellow : dim;
}

/** `14 tests · 1 hollow · 1 smoke test`. */
export function testCounts(audit: Audit, { paint }: Context): string[] {
  const { tests, needed, imported } = audit;
  if (imported && tests.length === 0) return [];
  const findings = toldFindings(audit);
  const ignored = findings.filter((finding) => finding.ignored !== undefined).length;
  const kinds = Map.groupBy(
    findings.filter((finding) => finding.ignored === undefined),
    ({ kind }) => kind,
  );
  const parts = [...kinds].map(([kind, all]) => {
    const color = colorOf(all.find(isTheater) ?? all[0]!, paint);
    return color(`${all.length.toLocaleString('en-US')} ${findingNames[kind]}`);
  });
  const accepted = ignored === 0 ? [] : [paint.dim(`${ignored} accepted by a comment`)];
  const spare = needed
    ? [paint.dim(`${needed.needed.toLocaleString('en-US')} notice all that the others notice`)]
    : [];
  return [[`${tests.length.toLocaleString('en-US')} run`, ...parts, ...accepted, ...spare].join(' · ')];
}

/** Where only a change is looked at, other tests meet a part of what they run, which says little about them. */
function toldFindings({ findings, change }: Audit): Finding[] {
  if (!change) return findings;
  const own = new Set(change.tests.map(({ id }) => id));
  return findings.filter(({ testId }) => own.has(testId));
}
