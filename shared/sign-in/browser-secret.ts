/**
 * The secret of a browser, as its cookie holds it: 32 random bytes in base64url. What it seals opens in that browser only.
 */
import { randomBytes } from 'node:crypto';
import { ConnectorError } from '../errors.ts';

export function createBrowserSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function isBrowserSecret(value: string | undefined): value is string {
  return value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value);
}

/** Its bytes. @throws ConnectorError `browser_mismatch` for any other text */
export function readBrowserSecret(value: string | undefined): Uint8Array {
  if (!isBrowserSecret(value)) throw new ConnectorError('browser_mismatch');
  return Buffer.from(value, 'base64url');
}
