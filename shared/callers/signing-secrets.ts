/**
 * The secrets with which webhooks are signed, read from Key Vault by name and kept for some minutes.
 *
 * A secret is 24 to 64 random bytes in base64, with or without `whsec_`; padding is optional, and one line break at the end is what a
 * file leaves. A secret of another form is refused like one that cannot be read: a short one can be guessed. What fails is remembered for
 * SIGNING_SECRET_REREAD_SECONDS, because strangers decide how often it is asked for. It signs and compares nothing.
 */
import { createCache } from '../cache.ts';
import { ConnectorError } from '../errors.ts';
import {
  SIGNING_SECRET_CACHE_ENTRIES_MAX,
  SIGNING_SECRET_CACHE_SECONDS,
  SIGNING_SECRET_MAX_BYTES,
  SIGNING_SECRET_MIN_BYTES,
  SIGNING_SECRET_REREAD_SECONDS,
} from '../webhook-limits.ts';

export interface SigningKeys {
  /** Of those names that could be read, in their order. */
  keys: Buffer[];
  /** Of the first name that could not: what the vault said, or `vault_access_refused` for what is no signing secret. */
  failure?: ConnectorError;
}

export interface SigningSecrets {
  read(names: readonly string[]): Promise<SigningKeys>;
  /** Reads again what was read some time ago; undefined where nothing is old enough. */
  readAgain(names: readonly string[]): Promise<SigningKeys | undefined>;
}

interface Entry {
  key?: Buffer;
  failure?: ConnectorError;
  readAt: number;
}

export function createSigningSecrets({
  readSecret,
  now,
}: {
  readSecret: (name: string) => Promise<string>;
  now: () => Date;
}): SigningSecrets {
  const cache = createCache<Entry>({
    entriesMax: SIGNING_SECRET_CACHE_ENTRIES_MAX,
    lifetimeSeconds: SIGNING_SECRET_CACHE_SECONDS,
    now,
  });

  async function load(name: string): Promise<Entry> {
    const readAt = now().getTime();
    try {
      const key = parseSigningSecret(await readSecret(name));
      if (key) return { key, readAt };
      const cause = new Error(`Key Vault, secret ${name}: it is not base64 of 24 to 64 bytes.`);
      return { failure: new ConnectorError('vault_access_refused', { cause }), readAt };
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return { failure: error, readAt };
    }
  }

  function isOld({ readAt }: Entry): boolean {
    return Math.abs(now().getTime() - readAt) >= SIGNING_SECRET_REREAD_SECONDS * 1000;
  }

  function find(name: string): Promise<Entry> {
    const known = cache.peek(name);
    if (known?.failure && isOld(known)) cache.delete(name);
    return cache.get(name, () => load(name));
  }

  async function read(names: readonly string[]): Promise<SigningKeys> {
    const entries = await Promise.all(names.map(find));
    const failure = entries.find((entry) => entry.failure)?.failure;
    return { keys: entries.flatMap(({ key }) => key ?? []), ...(failure && { failure }) };
  }

  return {
    read,
    async readAgain(names) {
      const old = names.filter((name) => {
        const known = cache.peek(name);
        return known !== undefined && isOld(known);
      });
      if (old.length === 0) return undefined;
      for (const name of old) cache.delete(name);
      return read(names);
    },
  };
}

/** Undefined for anything but 24 to 64 bytes in base64. */
export function parseSigningSecret(text: string): Buffer | undefined {
  const base64 = text.replace(/\r?\n$/, '').replace(/^whsec_/, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  const digits = base64.replaceAll('=', '');
  const isPadded = digits.length === base64.length || base64.length % 4 === 0;
  if (!isPadded || digits.length % 4 === 1) return undefined;
  const key = Buffer.from(digits, 'base64');
  return key.length >= SIGNING_SECRET_MIN_BYTES && key.length <= SIGNING_SECRET_MAX_BYTES ? key : undefined;
}
