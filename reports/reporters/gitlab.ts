import type { Reporter } from './reporter.ts';

export const gitlab: Reporter = {
  does: 'writes gl-code-quality.json and note.md for GitLab',
  unnamed: 'GITLAB_CI',
  files: ['gl-code-quality.json', 'note.md'],
  async write({ audit, comparison, page, surroundings: { folder: inRepository, job } }, folder) {
    const [{ writeCodeQuality }, { writeComment }] = await Promise.all([
      import('../gitlab/index.ts'),
      import('../markdown/comment.ts'),
    ]);
    return [
      await writeCodeQuality(audit, folder, inRepository),
      await writeComment(audit, folder, 'note.md', { comparison, page, job }),
    ];
  },
};
