import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    onUnhandledError(error) {
      if (error.message.startsWith('expected:')) return false;
    },
  },
});
