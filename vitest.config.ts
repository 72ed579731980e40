import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // So that no test waits for it, or two at once build it.
    globalSetup: ['test/helpers/build-template.ts'],
    projects: [
      // On a busy machine TypeScript alone may take seconds to start.
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000 } },
      {
        test: {
          name: 'whole',
          include: ['test/cases/*.test.ts', 'test/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxConcurrency: 2,
        },
      },
    ],
    // The cases start Vitest processes of their own.
    maxWorkers: 2,
  },
});
