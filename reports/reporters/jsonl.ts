import type { Reporter } from './reporter.ts';

export const jsonl: Reporter = {
  does: 'prints one line of JSON for each event while the audit runs, and nothing else on stdout',
  unnamed: 'never',
  files: [],
  async stream(write, toolVersion) {
    const { streamEvents } = await import('../jsonl/index.ts');
    return streamEvents(write, toolVersion);
  },
};
