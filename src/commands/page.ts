import type { ReportData } from '../model/report-data.ts';

/** A page, and the Content-Security-Policy that it is to be served with. */
export interface Page {
  html: string;
  policy: string;
}

/**
 * The page that `realcov open` serves.
 * @param token what it has to send with whatever it asks for
 */
export function servedPage(data: ReportData, token: string): Page {
  const html = plainPage(data, token);
  return { html, policy: `${policyOf(html)}; frame-ancestors 'none'` };
}

/** The page's own policy, in its head: it knows the hashes of its scripts. Nothing is allowed where there is none. */
export function policyOf(html: string): string {
  const head = html.slice(0, html.indexOf('</head>'));
  return (
    /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(head)?.[1] ?? "default-src 'none'"
  );
}

/** Stands in until reports/html is there. */
function plainPage({ audit }: ReportData, token: string): string {
  const name = audit.project.name.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">
<meta name="realcov-server" content="${token}">
<title>realcov</title>
</head>
<body><h1>${name}: real coverage ${audit.realCoverage.percent} %</h1></body>
</html>
`;
}
