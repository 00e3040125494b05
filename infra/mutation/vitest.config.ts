/**
 * How Stryker runs the tests: those that MUTATION_TESTS lists, in one process, without what they do not need: an Azurite with
 * MUTATION_STORAGE alone.
 */
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const patterns = process.env['MUTATION_TESTS'];
if (!patterns) throw new Error('MUTATION_TESTS says which tests to run.');

export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  resolve: { alias: [{ find: /^fast-check$/, replacement: join(import.meta.dirname, 'fast-check.ts') }] },
  test: {
    include: patterns.split(','),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Otherwise what a module decides while it loads is tried with the one test that happened to load it.
    isolate: true,
    globalSetup: process.env['MUTATION_STORAGE'] ? ['test/global-setup.ts'] : [],
  },
});
