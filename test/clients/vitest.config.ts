import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = join(import.meta.dirname, '../..');

/** Clients in other languages, which a machine with Node alone can neither build nor run: apart from all other tests. */
export default defineConfig({
  root,
  test: {
    include: ['test/clients/*.test.ts'],
    testTimeout: 60_000,
    // Packages are fetched at the first run.
    hookTimeout: 300_000,
    pool: 'forks',
    isolate: false,
    maxWorkers: 1,
    reporters: [process.env['CI'] ? 'dot' : 'default', './test/closing-line.ts'],
    globalSetup: ['test/global-setup.ts', 'test/heavy-setup.ts'],
  },
});
