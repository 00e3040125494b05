import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Inherited by every process that a test starts: each would compile the same sources and packages again.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/compiled');

/** These need a browser or a Functions host, or compile Bicep for seconds; `npm run test:quick` leaves them out. */
const heavy = [
  'test/browser/**/*.test.ts',
  'test/flow/**/!(readiness).test.ts',
  'test/infra/{compiled,modules}.test.ts',
  'test/infra/local/{bench,browser,programs}/**/*.test.ts',
  'test/infra/local/emulators/entra/browser.test.ts',
  'test/infra/local/host/{host,http-trigger,http-trigger.hostile,main,queue-trigger.azurite,streaming}.test.ts',
];

/**
 * These trust certificates, or start servers and other programs. Apart from the units, because some of those import
 * `@azure/functions`, which a host in the same process could then not give its own core.
 */
const servers = [
  'test/contract/**/*.test.ts',
  'test/flow/readiness.test.ts',
  'test/infra/*/**/*.test.ts',
  'test/shared/azure/**/*.test.ts',
];

/** Programs in other languages: `npm run test:clients`. */
const clients = ['test/clients/**'];

const common = { testTimeout: 60_000, hookTimeout: 60_000, pool: 'forks', isolate: false } as const;

/**
 * Suites share two cores with the servers they start, and much of their time they wait; no test asserts on time. Projects run
 * in the order of their names, what takes longest first. Files of one project share their processes, so each takes back what
 * it changes there.
 */
export default defineConfig({
  test: {
    maxWorkers: 4,
    reporters: [process.env['CI'] ? 'dot' : 'default', './test/closing-line.ts'],
    globalSetup: ['test/global-setup.ts'],
    projects: [
      { test: { ...common, name: 'heavy', include: heavy, globalSetup: ['test/heavy-setup.ts'] } },
      { test: { ...common, name: 'servers', include: servers, exclude: heavy } },
      {
        test: { ...common, name: 'units', include: ['test/**/*.test.ts'], exclude: [...heavy, ...servers, ...clients] },
      },
    ],
  },
});
