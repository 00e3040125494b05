/**
 * Empty storage for a test file: the run's Azurite and a pair of its accounts that no other file has, in any process.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { nameAccounts } from '../infra/local/emulators/storage/start-azurite.ts';
import type { SharedAzurite } from '../infra/local/emulators/storage/start-storage.ts';

/** @throws Error when all pairs are taken */
export function takeAzurite(): SharedAzurite {
  const { taken, pairs, ...azurite } = inject('azurite');
  for (let pair = 1; pair <= pairs; pair++)
    if (isFree(join(taken, String(pair)))) return { azurite, accounts: nameAccounts(pair) };
  throw new Error(`All ${pairs} pairs of accounts are taken: start Azurite with more.`);
}

function isFree(entry: string): boolean {
  try {
    mkdirSync(entry);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
