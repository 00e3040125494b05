/**
 * MSAL's serialized token cache of one person: which refresh token is in use, and that there is no other.
 *
 * The cache is JSON in MSAL's documented schema: records by section and key. The form of the keys differs between releases, and
 * MSAL then keeps the older record beside the newer one and goes on using the older; so records are told apart by what they hold.
 * Pure; secrets leave only as what the caller asked for, never in an error.
 */
import { ConnectorError } from '../../errors.ts';

interface CacheRecord {
  secret?: string;
  home_account_id?: string;
  client_id?: string;
}

type SerializedCache = Partial<Record<string, Record<string, CacheRecord>>>;

/**
 * The refresh token that this client has for this account; of several records the last, which MSAL wrote last.
 * @throws ConnectorError `consent_required` without any; `registration_changed` when another client got it
 */
export function readRefreshToken(cache: string, homeAccountId: string, clientId: string): string {
  const records = recordsOf(cache, 'RefreshToken').filter(({ home_account_id, secret }) =>
    Boolean(secret && home_account_id === homeAccountId),
  );
  if (records.length === 0)
    throw new ConnectorError('consent_required', { cause: new Error('The token cache holds no refresh token.') });
  const secret = records.findLast(({ client_id }) => client_id?.toLowerCase() === clientId.toLowerCase())?.secret;
  if (secret) return secret;
  throw new ConnectorError('registration_changed', {
    cause: new Error('The refresh token belongs to another app registration.'),
  });
}

/**
 * The cache with this one refresh token of this account, every other record of the kind removed.
 * @throws ConnectorError `internal_error` when MSAL did not keep it
 */
export function keepRefreshToken(cache: string, homeAccountId: string, secret: string): string {
  const sections = parseCache(cache);
  const [key, record] =
    Object.entries(sections['RefreshToken'] ?? {}).findLast(
      ([, one]) => one.secret === secret && one.home_account_id === homeAccountId,
    ) ?? [];
  if (key === undefined || !record)
    throw new ConnectorError('internal_error', { cause: new Error('MSAL did not keep the new refresh token.') });
  return JSON.stringify({ ...sections, RefreshToken: { [key]: record } });
}

/** Whether the cache holds this refresh token. */
export function holdsRefreshToken(cache: string, secret: unknown): boolean {
  return (
    typeof secret === 'string' &&
    secret !== '' &&
    recordsOf(cache, 'RefreshToken').some((record) => record.secret === secret)
  );
}

/** Whether MSAL filed everything under this one account. */
export function isCacheOf(cache: string, homeAccountId: string): boolean {
  return ['Account', 'IdToken', 'AccessToken', 'RefreshToken']
    .flatMap((section) => recordsOf(cache, section))
    .every(({ home_account_id }) => home_account_id === homeAccountId);
}

function recordsOf(cache: string, section: string): CacheRecord[] {
  return Object.values(parseCache(cache)[section] ?? {});
}

function parseCache(cache: string): SerializedCache {
  try {
    return JSON.parse(cache) as SerializedCache;
  } catch {
    // The reason would quote what was sealed.
    throw new ConnectorError('sealed_record_refused', { cause: new Error('A token cache is no JSON.') });
  }
}
