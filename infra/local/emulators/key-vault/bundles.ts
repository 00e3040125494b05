/**
 * Keys, secrets and lists as the vault writes them.
 *
 * Formats of the Key Vault REST reference: KeyBundle, KeyItem, SecretBundle, SecretItem, and lists of at most 25
 * items with an absolute `nextLink`. Private key parts appear in none of them.
 */
import { badParameter } from './vault-error.ts';
import type { Key } from './keys.ts';
import type { Secret } from './secrets.ts';
import type { Versioned } from './versions.ts';

const PAGE_MAX = 25;

/** Builds the versioned identifier of a key or secret. */
export function buildId(origin: string, collection: 'keys' | 'secrets', { name, version }: Versioned): string {
  return `${origin}/${collection}/${name}/${version}`;
}

/** Builds a KeyBundle. */
export function buildKeyBundle(origin: string, key: Key): object {
  const { n, e } = key.publicKey.export({ format: 'jwk' });
  return {
    key: { kid: buildId(origin, 'keys', key), kty: 'RSA', key_ops: key.keyOperations, n, e },
    ...describe(key),
  };
}

/** Builds a SecretBundle, value included. */
export function buildSecretBundle(origin: string, secret: Secret): object {
  return { value: secret.value, id: buildId(origin, 'secrets', secret), ...describeSecret(secret) };
}

/** Builds a KeyItem; the identifier names the version only in a list of versions. */
export function buildKeyItem(kid: string, key: Key): object {
  return { kid, ...describe(key) };
}

/** Builds a SecretItem, which has no value. */
export function buildSecretItem(id: string, secret: Secret): object {
  return { id, ...describeSecret(secret) };
}

function describeSecret(secret: Secret): object {
  return { ...(secret.contentType && { contentType: secret.contentType }), ...describe(secret) };
}

function describe({ attributes, tags }: Versioned): object {
  return { attributes: { ...attributes, recoveryLevel: 'Recoverable', recoverableDays: 90 }, tags };
}

/** Cuts one page out of a list; `maxresults` is 1 to 25. */
export function buildPage(url: URL, items: object[]): object {
  const size = Number(url.searchParams.get('maxresults') ?? PAGE_MAX);
  if (!Number.isInteger(size) || size < 1 || size > PAGE_MAX) throw badParameter('maxresults must be 1 to 25.');
  const start = Number(url.searchParams.get('$skiptoken') ?? 0);
  if (!Number.isInteger(start) || start < 0) throw badParameter('$skiptoken is invalid.');
  const next = new URL(url);
  next.searchParams.set('$skiptoken', String(start + size));
  return { value: items.slice(start, start + size), nextLink: start + size < items.length ? next.href : null };
}
