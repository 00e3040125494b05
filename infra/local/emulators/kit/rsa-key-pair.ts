/**
 * RSA key pairs for the emulators: new ones, or, where `LOCAL_KEY_PAIRS` names a folder, those in it, in turn.
 *
 * A new pair of 2,048 bits takes a fifth of a second of CPU time, one of 3,072 bits almost a whole one; many short-lived stacks
 * may share pairs that were made once. The files are `{bits}-{number}.pem` (PKCS #8), numbered from 0. Pairs that a process
 * takes one after the other differ as long as there are two.
 */
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface RsaKeyPair {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

const taken = new Map<number, number>();

/** A pair that this process did not get the last time. */
export async function takeRsaKeyPair(bits: number): Promise<RsaKeyPair> {
  return takeWaitingPair(bits) ?? makeRsaKeyPair(bits);
}

/** Undefined where no pair of this size waits. */
export function takeWaitingPair(bits: number): RsaKeyPair | undefined {
  const folder = process.env['LOCAL_KEY_PAIRS'];
  const files = folder ? readdirSync(folder).filter((name) => name.startsWith(`${bits}-`)) : [];
  if (!folder || files.length === 0) return undefined;
  const turn = taken.get(bits) ?? 0;
  taken.set(bits, turn + 1);
  const privateKey = createPrivateKey(readFileSync(join(folder, `${bits}-${turn % files.length}.pem`)));
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
