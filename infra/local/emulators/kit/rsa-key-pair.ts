/**
 * RSA key pairs for the emulators: new ones, or, where `LOCAL_KEY_PAIRS` names a folder, those in it.
 *
 * A new pair of 2,048 bits takes a fifth of a second of CPU time, one of 3,072 bits almost a whole one; many short-lived stacks
 * may share pairs that were made once. The files are `{bits}-{number}.pem` (PKCS #8), numbered from 0. A holder counts its keys, and
 * begins again after the last pair, so a key never meets the one before it; without two pairs of the size there are new ones.
 */
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface RsaKeyPair {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

/** `number`: how many the holder has already. */
export async function takeRsaKeyPair(bits: number, number: number): Promise<RsaKeyPair> {
  return readWaitingPair(bits, number) ?? makeRsaKeyPair(bits);
}

/** Undefined where no pairs of this size wait. */
export function readWaitingPair(bits: number, number: number): RsaKeyPair | undefined {
  const folder = process.env['LOCAL_KEY_PAIRS'];
  const waiting = folder ? readdirSync(folder).filter((name) => name.startsWith(`${bits}-`)).length : 0;
  if (!folder || waiting < 2) return undefined;
  const privateKey = createPrivateKey(readFileSync(join(folder, `${bits}-${number % waiting}.pem`)));
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** Fills a folder for `LOCAL_KEY_PAIRS`. */
export async function writeRsaKeyPairs(folder: string, bits: number, count: number): Promise<void> {
  const write = async (number: number) => {
    const { privateKey } = await makeRsaKeyPair(bits);
    const text = privateKey.export({ type: 'pkcs8', format: 'pem' });
    await writeFile(join(folder, `${bits}-${number}.pem`), text, { mode: 0o600 });
  };
  await Promise.all(Array.from({ length: count }, (_, number) => write(number)));
}

function makeRsaKeyPair(bits: number): Promise<RsaKeyPair> {
  return promisify(generateKeyPair)('rsa', { modulusLength: bits });
}
