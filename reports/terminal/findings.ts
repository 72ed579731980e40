import type { Audit } from '../../src/model/audit.ts';
import { type Finding, isTheater } from '../../src/model/finding.ts';
import { describeFinding, findingNames } from '../findings.ts';
import { visible } from '../text.ts';
import { count } from '../wording.ts';
import type { Context } from './context.ts';

const limit = 10;

/** Tests that are theater, each with what was seen and a command that shows it; other findings when all is asked for. */
export function findingsSection({ findings }: Audit, context: Context): string[] {
  const wanted = findings.filter((finding) => context.verbose || isTheater(finding));
  const shown = context.verbose ? wanted : wanted.slice(0, limit);
  const more = wanted.length - shown.length;
  return [
    ...shown.flatMap((finding, index) => [...(index > 0 ? [''] : []), ...lines(finding, context)]),
    ...(more > 0
      ? ['', context.paint.dim(`… and ${count(more, 'more test')}, see --verbose or the files`)]
      : []),
  ];
}

function lines(finding: Finding, { paint }: Context): string[] {
  const { kind, file, line, test, reproduce, ignored } = finding;
  const color = isTheater(finding) ? paint.red : paint.dim;
  const place = line === 0 ? file : `${file}:${line}`;
  return [
    `${color(findingNames[kind])}  ${visible(place)}  ${paint.bold(visible(test))}`,
    `  ${visible(describeFinding(finding))}`,
    ...(ignored === undefined ? [] : [`  accepted: ${visible(ignored)}`]),
    `  ${paint.cyan(visible(reproduce))}`,
  ];
}

/** `14 tests · 1 hollow · 1 smoke test`. */
export function testCounts({ tests, findings }: Audit, { paint }: Context): string[] {
  const ignored = findings.filter((finding) => finding.ignored !== undefined).length;
  const kinds = Map.groupBy(
    findings.filter((finding) => finding.ignored === undefined),
    ({ kind }) => kind,
  );
  const parts = [...kinds].map(([kind, all]) => {
    const color = isTheater(all[0]!) ? paint.red : paint.dim;
    return color(`${all.length.toLocaleString('en-US')} ${findingNames[kind]}`);
  });
  const accepted = ignored === 0 ? [] : [paint.dim(`${ignored} accepted by a comment`)];
  return [[`${tests.length.toLocaleString('en-US')} run`, ...parts, ...accepted].join(' · ')];
}
