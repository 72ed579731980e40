/** The summary as the text of one comment, and as what a job page shows: within what the platforms take. */
import type { Audit } from '../../src/model/audit.ts';
import { writeWhole } from '../../src/system/whole-file.ts';
import { type PageLink, pageLinks } from './escape.ts';
import { renderMarkdown, type SummaryContext } from './index.ts';

/** Stands in the first line, hidden, so that the next comment takes the place of this one. */
export const commentMarker = '<!-- realcov:comment -->';

/** What GitHub takes, in characters; GitLab takes more. */
export const commentLimit = 65_536;

export interface CommentContext extends SummaryContext {
  /** Address of the job that made the audit: where the report can be had if it is not published. */
  job?: string | undefined;
}

/** Writes the comment to a file in a folder. Returns the file's path. */
export function writeComment(
  audit: Audit,
  dir: string,
  name: string,
  context: CommentContext,
): Promise<string> {
  return writeWhole(dir, name, [renderComment(audit, context)]);
}

export function renderComment(audit: Audit, context: CommentContext): string {
  const text = `${commentMarker}\n${renderOutside(audit, context)}`;
  return cutLines(text, commentLimit, (part) => part.length);
}

/** The summary where no file lies beside it. */
export function renderOutside(audit: Audit, { page, job, comparison }: CommentContext): string {
  return renderMarkdown(
    audit,
    page === undefined ? { comparison, links: jobLinks(job) } : { comparison, page },
  );
}

/** Without a page only the report as a whole has an address. */
function jobLinks(job: string | undefined): PageLink {
  if (job === undefined) return (text) => text;
  const link = pageLinks(job);
  return (text, view) => (view === undefined ? link(text) : text);
}

/** As many whole lines as fit, and a last one that says that there are more. */
export function cutLines(text: string, limit: number, size: (text: string) => number): string {
  if (size(text) <= limit) return text;
  const note = '\nThis summary was cut: the report of the job has the rest.\n';
  let left = limit - size(note);
  const kept: string[] = [];
  for (const line of text.split(/(?<=\n)/)) {
    left -= size(line);
    if (left < 0) break;
    kept.push(line);
  }
  return `${kept.join('')}${note}`;
}
