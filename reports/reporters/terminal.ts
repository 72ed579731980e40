import type { Reporter } from './reporter.ts';

export const terminal: Reporter = {
  does: 'prints the report',
  unnamed: 'always',
  files: [],
  async print(audit, options) {
    const { renderTerminal } = await import('../terminal/index.ts');
    return renderTerminal(audit, options);
  },
};
