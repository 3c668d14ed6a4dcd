import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/packTarball.ts',
    // Real git and real npm are slow on a busy machine; no test depends on how long it takes.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
