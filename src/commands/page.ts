import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { nameText, renderHtml } from '../../reports/index.ts';
import type { ReportData } from '../model/report-data.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import type { Io } from './io.ts';

/** A page, and the Content-Security-Policy that it is to be served with. */
export interface Page {
  html: string;
  policy: string;
}

/**
 * The page that `realcov open` serves.
 * @param data undefined as long as there is no audit
 * @param token what it has to send with whatever it asks for
 */
export function servedPage(data: ReportData | undefined, token: string): Page {
  const html = renderHtml(data, { serverToken: token });
  return { html, policy: `${policyOf(html)}; frame-ancestors 'none'` };
}

/** A line that leads from the terminal into the page of the last audit; nothing where that was not written. */
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

/** The page's own policy, in its head: it knows the hashes of its scripts. Nothing is allowed where there is none. */
export function policyOf(html: string): string {
  const head = html.slice(0, html.indexOf('</head>'));
  return (
    /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(head)?.[1] ?? "default-src 'none'"
  );
}
