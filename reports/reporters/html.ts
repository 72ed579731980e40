import type { Reporter } from './reporter.ts';

export const html: Reporter = {
  does: 'writes index.html',
  unnamed: 'always',
  files: ['index.html'],
  async write({ reportData }, folder) {
    const { writeHtml } = await import('../html/index.ts');
    return [await writeHtml(await reportData(), folder)];
  },
};
