import { defineConfig } from 'vitest/config';

/** These trust certificates, set variables of the environment, or start servers and browsers. */
const alone = [
  'test/{browser,contract,flow}/**/*.test.ts',
  'test/infra/*/**/*.test.ts',
  'test/shared/azure/**/*.test.ts',
];

/** Suites share two cores with the servers they start, and much of their time they wait; no test asserts on time. */
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 3,
    reporters: [process.env['CI'] ? 'dot' : 'default', './test/closing-line.ts'],
    projects: [
      { extends: true, test: { name: 'alone', include: alone, globalSetup: ['test/global-setup.ts'] } },
      // The others change nothing of their process, so they need no process of their own.
      { extends: true, test: { name: 'together', include: ['test/**/*.test.ts'], exclude: alone, isolate: false } },
    ],
  },
});
