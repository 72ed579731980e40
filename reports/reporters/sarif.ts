import type { Reporter } from './reporter.ts';

export const sarif: Reporter = {
  does: 'writes realcov.sarif (SARIF 2.1.0)',
  unnamed: 'never',
  files: ['realcov.sarif'],
  async write({ audit, surroundings }, folder) {
    const { writeSarif } = await import('../sarif/index.ts');
    return [await writeSarif(audit, folder, surroundings.folder)];
  },
};
