import { defineConfig } from 'vitest/config';

/** Suites share two cores with the servers they start, and much of their time they wait; no test asserts on time. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/browser/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 3,
    reporters: [process.env['CI'] ? 'dot' : 'default', './test/closing-line.ts'],
  },
});
