import { randomUUID } from 'node:crypto';
import type { Reporter } from './reporter.ts';

export const github: Reporter = {
  does: 'prints annotations for GitHub Actions, adds to the job summary and writes comment.md',
  unnamed: 'GITHUB_ACTIONS',
  files: ['comment.md'],
  async write({ audit, comparison, page, surroundings: { job } }, folder) {
    const { writeComment } = await import('../markdown/comment.ts');
    return [await writeComment(audit, folder, 'comment.md', { comparison, page, job })];
  },
  async print(audit, _, { folder }) {
    const { annotations } = await import('../github/annotations.ts');
    return annotations(audit, folder);
  },
  async shield(printed) {
    const { withoutCommands } = await import('../github/commands.ts');
    return withoutCommands(printed, randomUUID());
  },
  async publish({ audit, comparison, page, surroundings: { job, jobSummary } }) {
    if (jobSummary === undefined) return;
    const { addJobSummary } = await import('../github/job-summary.ts');
    addJobSummary(jobSummary, audit, { comparison, page, job });
  },
};
