import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/packTarball.ts',
    // By default one processor is left idle; most of the time is that of processes which the tests start.
    maxWorkers: '100%',
    // Real git and real npm are slow on a busy machine; no test depends on how long it takes.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
