import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { nameText, renderHtml } from '../../reports/index.ts';
import type { ReportData } from '../model/report-data.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import type { Io } from './io.ts';

/** A page, and its Content-Security-Policy header. */
export interface Page {
  html: string;
  policy: string;
}

/**
 * The page that `realcov open` serves.
 * @param data undefined without an audit
 * @param token the page sends it with every request
 */
export function servedPage(data: ReportData | undefined, token: string): Page {
  const html = renderHtml(data, { serverToken: token });
  return { html, policy: `${policyOf(html)}; frame-ancestors 'none'` };
}

/** A link from the terminal into the page of the last audit; '' if that page was not written. */
export function pageLine(
  { outDir, reportUrl }: Pick<AuditOptions, 'outDir' | 'reportUrl'>,
  view: 'mutant' | 'test',
  id: string,
  { cwd }: Pick<Io, 'cwd'>,
): string {
  const file = join(outDir, 'index.html');
  if (reportUrl === undefined && !existsSync(file)) return '';
  return `\nIn the page: ${nameText(`${reportUrl ?? relative(cwd, file)}#/${view}/${id}`)}\n`;
}

/** The policy in the head of the page, with the hashes of its scripts. Without one, nothing is allowed. */
export function policyOf(html: string): string {
  const head = html.slice(0, html.indexOf('</head>'));
  return (
    /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(head)?.[1] ?? "default-src 'none'"
  );
}
