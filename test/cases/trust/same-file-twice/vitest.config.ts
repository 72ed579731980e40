import { defineConfig } from 'vitest/config';

const include = ['tests/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'strict', include, env: { RULES: 'strict' } } },
      { test: { name: 'loose', include, env: { RULES: 'loose' } } },
    ],
  },
});
