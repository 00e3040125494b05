/**
 * Runs once before all tests: starts the one Azurite that files share, each under accounts of its own, and makes the RSA keys
 * that they share, because each costs up to a second of CPU time.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createCertificate } from '../infra/local/emulators/kit/certificate.ts';
import { writeRsaKeyPairs } from '../infra/local/emulators/kit/rsa-key-pair.ts';
import { startAzurite, type AzuriteAddress } from '../infra/local/emulators/storage/start-azurite.ts';

/** More than there are files. */
const PAIRS = 100;

declare module 'vitest' {
  interface ProvidedContext {
    azurite: AzuriteAddress & {
      pairs: number;
      /** Holds an entry named after each pair that is taken. */
      taken: string;
    };
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'guestmail-tests-'));
  const [keyPairs, taken] = [join(folder, 'key-pairs'), join(folder, 'taken')];
  await Promise.all([mkdir(keyPairs), mkdir(taken)]);
  const [{ ports, certificate, close }] = await Promise.all([
    startAzurite(createCertificate(new Date()), { pairs: PAIRS }),
    writeRsaKeyPairs(keyPairs, 2048, 8),
    writeRsaKeyPairs(keyPairs, 3072, 2),
  ]);
  project.provide('azurite', { ports, certificate, pairs: PAIRS, taken });
  // Inherited by every process that a test starts.
  process.env['LOCAL_KEY_PAIRS'] = keyPairs;
  return async () => {
    await close();
    await rm(folder, { recursive: true });
  };
}
