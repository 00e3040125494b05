/**
 * A record that only one browser can open: JSON of a version, the content and `expiresAt` (milliseconds since the epoch), sealed under
 * the secret in the browser's cookie and the pepper, as the address that it is for.
 *
 * Where it is kept, in a row, a cookie or a state, is the caller's.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import type { SealedAddress } from '../storage-addresses.ts';
import type { Vault } from '../vault/vault.ts';

export interface BrowserRecordDependencies {
  vault: Pick<Vault, 'sealForBrowser' | 'openForBrowser'>;
  now: () => Date;
}

/** Throws as `Vault.sealForBrowser`. */
export async function sealForBrowser<Content extends object>(
  { vault }: Pick<BrowserRecordDependencies, 'vault'>,
  secret: Uint8Array,
  address: SealedAddress,
  { version, expiresAt, content }: { version: number; expiresAt: number; content: Content },
): Promise<Uint8Array> {
  const plaintext = Buffer.from(JSON.stringify({ version, ...content, expiresAt }));
  return vault.sealForBrowser(secret, address, plaintext);
}

/** @throws ConnectorError `browser_mismatch` (another browser's, or for another address), `request_expired` (too old, of another version) */
export async function openForBrowser<Content extends object>(
  { vault, now }: BrowserRecordDependencies,
  secret: Uint8Array,
  address: SealedAddress,
  { version, sealed }: { version: number; sealed: Uint8Array },
): Promise<Content> {
  const plaintext = await vault.openForBrowser(secret, address, sealed).catch((cause: unknown) => {
    throw hasCode(cause, 'sealed_record_refused') ? new ConnectorError('browser_mismatch', { cause }) : cause;
  });
  const {
    version: own,
    expiresAt,
    ...content
  } = JSON.parse(Buffer.from(plaintext).toString()) as Content & {
    version?: number;
    expiresAt: number;
  };
  if (own !== version || expiresAt <= now().getTime()) throw new ConnectorError('request_expired');
  return content as unknown as Content;
}
