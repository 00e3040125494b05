/**
 * The expiry of a key, secret or certificate: refuses an expired one, and describes when another one expires.
 */
import type { ErrorCode } from '../outcomes.ts';
import { ConnectorError } from '../errors.ts';

/** @throws ConnectorError `code` from that time on; without a recorded time never */
export function refuseExpired(expiresAt: Date | undefined, now: Date, code: ErrorCode): void {
  if (expiresAt && expiresAt <= now) throw new ConnectorError(code, { cause: new Error('It has expired.') });
}

/** The end of a sentence; a date in UTC. */
export function describeExpiry(expiresAt: Date | undefined): string {
  return expiresAt ? `expires on ${expiresAt.toISOString().slice(0, 10)}` : 'has no recorded end';
}
