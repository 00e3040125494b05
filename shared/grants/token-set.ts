/**
 * What is sealed in a tokens row: one person's tokens, and the names proven together with them.
 *
 * The names are repeated from the clear columns on purpose: inside the envelope nobody can change them, so a lookup that
 * was redirected in the table is noticed before anything is sent. Content: JSON in UTF-8 with exactly these members. A set that an
 * earlier release sealed has no `addresses`: its mailbox was proven at an unknown time.
 */
import { ConnectorError } from '../errors.ts';

export interface TokenSet {
  accessToken: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  scopes: string[];
  /** MSAL's serialized cache of this one person. */
  cache: string;
  /** Primary address. */
  mailbox: string;
  /** Addresses that are proven to be of this mailbox, in lower case. */
  addresses?: string[];
  /** When that was read, in milliseconds since the epoch; absent while Exchange never confirmed the mailbox. */
  provenAt?: number;
  /** Domain of an e-mail address that Entra calls verified, as the last ID token said. */
  emailDomain?: string;
  /** In the host tenant. */
  userPrincipalName?: string;
  /** The app registration that got the tokens; absent in sets from before it was sealed. */
  clientId?: string;
}

/** The bytes to be sealed. */
export function formatTokenSet(tokens: TokenSet): Uint8Array {
  return Buffer.from(JSON.stringify(requireComplete(tokens)));
}

/** Reverses `formatTokenSet`. @throws ConnectorError `sealed_record_refused` for anything else. */
export function parseTokenSet(plaintext: Uint8Array): TokenSet {
  return requireComplete(parseJson(Buffer.from(plaintext).toString()) ?? {});
}

function requireComplete(tokens: Partial<TokenSet>): TokenSet {
  const isComplete =
    typeof tokens.accessToken === 'string' &&
    tokens.accessToken.length > 0 &&
    Number.isFinite(tokens.expiresAt) &&
    Array.isArray(tokens.scopes) &&
    typeof tokens.cache === 'string' &&
    typeof tokens.mailbox === 'string' &&
    (tokens.addresses === undefined || isTexts(tokens.addresses)) &&
    (tokens.provenAt === undefined || Number.isFinite(tokens.provenAt)) &&
    (tokens.emailDomain === undefined || typeof tokens.emailDomain === 'string') &&
    (tokens.clientId === undefined || typeof tokens.clientId === 'string');
  if (!isComplete)
    throw new ConnectorError('sealed_record_refused', { cause: new Error('A token set is incomplete.') });
  return tokens as TokenSet;
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The reason would quote what was sealed.
    return undefined;
  }
}
