import type { Reporter } from './reporter.ts';

export const markdown: Reporter = {
  does: 'writes summary.md',
  unnamed: 'always',
  files: ['summary.md'],
  async write({ audit, comparison, page }, folder) {
    const { writeMarkdown } = await import('../markdown/index.ts');
    return [await writeMarkdown(audit, folder, { comparison, page })];
  },
};
