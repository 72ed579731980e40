/** From the text of a report to what it says, or to one line about what is wrong with it. */
import { exitCodes, UserError } from '../errors.ts';
import { type MutationReport, reportSchema } from './schema.ts';

const newestVersion = 2;

/**
 * @param file how messages call it
 * @throws UserError if it is no report in the form of mutation-testing-report-schema, or one of a later version
 */
export function parseReport(text: string, file: string): MutationReport {
  return checkedReport(parseJson(text, file), file);
}

/**
 * The same of a report that is no text any more.
 * @throws UserError if it is no such report
 */
export function checkedReport(read: unknown, file: string): MutationReport {
  if (!isObject(read)) throw notAReport(file);
  if (isAudit(read))
    throw unusable(
      `${file} is an audit of realcov's own`,
      'realcov open shows it; the report in the form that other tools read is mutation.json beside it',
    );
  checkVersion(read.schemaVersion, file);
  if (!isObject(read.files)) throw notAReport(file);
  const parsed = reportSchema.safeParse(read);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw notAReport(file, issue && `${issue.path.map(String).join('.')}: ${issue.message}`);
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    if (/^\s*</.test(text))
      throw unusable(
        `${file} is a page, and its data cannot be read from it`,
        'name the JSON report: in StrykerJS add "json" to reporters, in Stryker.NET run with --reporter json',
      );
    throw unusable(
      `${file} is truncated or corrupt`,
      'run the mutation tester again, or download the file again',
    );
  }
}

function checkVersion(version: unknown, file: string): void {
  const major = /^\d+/.exec(String(version))?.[0];
  if (major === undefined || !['string', 'number'].includes(typeof version)) throw notAReport(file);
  if (Number(major) > newestVersion)
    throw unusable(
      `${file} has schema version ${version}, and this version of realcov reads up to ${newestVersion}`,
      'update realcov',
    );
}

function notAReport(file: string, why?: string): UserError {
  return unusable(
    `${file} is no report of a mutation tester that realcov can read${why === undefined ? '' : ` (${why})`}`,
    'it reads the form of mutation-testing-report-schema: the JSON report of StrykerJS, Stryker.NET, Infection, PIT and others',
  );
}

function unusable(message: string, hint: string): UserError {
  return new UserError(exitCodes.usage, message, hint);
}

function isAudit(read: Record<string, unknown>): boolean {
  return 'toolVersion' in read && 'mutants' in read;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
