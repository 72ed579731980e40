/** The data that the page carries: base64, gzip, JSON. */
import type { ReportData } from '../../../src/model/report-data.ts';
import { type PackedReport, packedFormat, unpackReport } from '../pack.ts';
import { knownSchema } from './model/audit-file.ts';
import { isServed } from './server.ts';

/** Something about the page's data that people can do something about. */
export class DataError extends Error {}

/** Undefined where the page is served, and there is nothing to show yet. */
export async function readData(): Promise<ReportData | undefined> {
  const element = document.getElementById('realcov-data');
  if (element === null) {
    if (isServed) return undefined;
    throw new DataError('This page holds no audit. It was cut off, or is only the empty template.');
  }
  const text = element.textContent.trim();
  if (text.length !== Number(element.dataset.length)) throw new DataError(cutOff);
  return toData(await unzip(text));
}

/** @throws DataError, or AuditFileError, if this page cannot read it */
export function toData(packed: PackedReport): ReportData {
  if (packed.format !== packedFormat)
    throw new DataError('The data in this page is of another version of realcov.');
  knownSchema(packed.data?.audit?.schemaVersion);
  return unpackReport(packed);
}

const cutOff =
  'The data in this page is cut off or damaged. Copy or download the file again, or run realcov audit again.';

async function unzip(base64: string): Promise<PackedReport> {
  try {
    const stream = new Blob([bytesOf(base64)]).stream().pipeThrough(new DecompressionStream('gzip'));
    return (await new Response(stream).json()) as PackedReport;
  } catch {
    throw new DataError(cutOff);
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
