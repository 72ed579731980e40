/** The audit as one self-contained page for a browser; see README.md. */
import { gzipSync } from 'node:zlib';
import type { ReportData } from '../../src/model/report-data.ts';
import { writeWhole } from '../../src/system/whole-file.ts';
import { packReport } from './pack.ts';
import { readTemplate } from './template.ts';

interface HtmlOptions {
  /** Set when `realcov open` serves the page: what it has to send to be let in. */
  serverToken?: string;
  template?: string;
}

/** The whole page, with its data compressed inside. Without data it waits for a server to send it. */
export function renderHtml(data: ReportData | undefined, options: HtmlOptions = {}): string {
  return [...pieces(data, options)].join('');
}

/** Writes `index.html` in a folder. Returns the file's path. */
export function writeHtml(data: ReportData, dir: string): Promise<string> {
  return writeWhole(dir, 'index.html', pieces(data, {}));
}

/** In the template, where the data goes, and what `realcov open` puts another text for. */
export const dataMark = '<!--realcov-data-->';
export const serverMark = '<!--realcov-server-->';
export const offline = "connect-src 'none'";

function* pieces(
  data: ReportData | undefined,
  { serverToken, template = readTemplate() }: HtmlOptions,
): Generator<string> {
  const page = serverToken === undefined ? template : served(template, serverToken);
  const [before = '', after = ''] = page.split(dataMark);
  yield before;
  if (data) yield* dataElement(data);
  yield after;
}

function* dataElement(data: ReportData): Generator<string> {
  // Base64 has no character that means something in HTML.
  const packed = packedData(data).toString('base64');
  yield `<script type="application/octet-stream" id="realcov-data" data-length="${packed.length}">`;
  yield packed;
  yield '</script>';
}

/** The data as the page reads it: gzip of JSON. */
export function packedData(data: ReportData): Buffer {
  return gzipSync(JSON.stringify(packReport(data)), { level: 9 });
}

function served(template: string, token: string): string {
  if (!/^[\w-]+$/.test(token)) throw new RangeError('A token has only letters, digits, _ and -.');
  return template
    .replace(offline, "connect-src 'self'")
    .replace(serverMark, `<meta name="realcov-server" content="${token}">`);
}
