/**
 * The peppers: random secrets in a key management service. Every key is derived from a pepper and from what storage holds.
 *
 * A secret is base64 (RFC 4648 section 4, padded, canonical, nothing around it) of at least 32 bytes. A position
 * names a pepper for good, and the last position is the one that writes. It does not know where secrets come from.
 */
import { createCache } from '../cache.ts';
import { ConnectorError } from '../errors.ts';
import { PEPPER_CACHE_SECONDS } from '../limits.ts';
import { PEPPER_MIN_BYTES } from './envelope.ts';
import type { Peppers } from './key-encryption-key.ts';
import { createRefusal } from './refusal.ts';

export interface PeppersDependencies {
  /** Throws as `Peppers`. */
  readSecret: (name: string) => Promise<string>;
  /** At least one; as in TOKEN_PEPPER_NAME. */
  names: readonly string[];
  now: () => Date;
}

/** Throws what `readSecret` throws, and `vault_access_refused` for a secret that is no pepper. */
export function createPeppers({ readSecret, names, now }: PeppersDependencies): Peppers {
  const cache = createCache<Uint8Array>({ entriesMax: names.length, lifetimeSeconds: PEPPER_CACHE_SECONDS, now });

  async function read(id: number): Promise<Uint8Array> {
    const name = names[id];
    if (name === undefined) throw createRefusal('unknown pepper');
    return cache.get(name, async () => parsePepper(name, await readSecret(name)));
  }

  return {
    read,
    async current() {
      const id = names.length - 1;
      return { id, pepper: await read(id) };
    },
  };
}

function parsePepper(name: string, secret: string): Uint8Array {
  const pepper = Buffer.from(secret, 'base64');
  // Decoding accepts any text; only what encodes to the same text again was base64.
  if (pepper.length >= PEPPER_MIN_BYTES && pepper.toString('base64') === secret) return pepper;
  const cause = new Error(`TOKEN_PEPPER_NAME: the secret ${name} is not base64 of at least ${PEPPER_MIN_BYTES} bytes.`);
  throw new ConnectorError('vault_access_refused', { cause });
}
