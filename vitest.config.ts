import { defineConfig } from 'vitest/config';
import { SlowFirst } from './test/helpers/slow-first.ts';

export default defineConfig({
  test: {
    // So that no test waits for it, or two at once build it.
    globalSetup: ['test/helpers/build-template.ts'],
    projects: [
      // Limits are ten times what is needed: on a slow, busy machine TypeScript alone takes many seconds to start.
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'whole',
          include: ['test/cases/*.test.ts', 'test/e2e/**/*.test.ts'],
          testTimeout: 900_000,
          hookTimeout: 900_000,
          maxConcurrency: 2,
          // These start Vitest processes of their own, and wait for them much of the time.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          expect: { poll: { timeout: 300_000 } },
        },
      },
    ],
    sequence: { sequencer: SlowFirst },
  },
});
