import type { Reporter } from './reporter.ts';

export const junit: Reporter = {
  does: 'writes junit.xml',
  unnamed: 'never',
  files: ['junit.xml'],
  async write({ audit, surroundings }, folder) {
    const { writeJunit } = await import('../junit/index.ts');
    return [await writeJunit(audit, folder, surroundings.folder)];
  },
};
