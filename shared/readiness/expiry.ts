/**
 * When a key, secret or certificate ends: the refusal of one that has, and the words for one that has not.
 */
import type { ErrorCode } from '../outcomes.ts';
import { ConnectorError } from '../errors.ts';

/** @throws ConnectorError `code` when the time has come; a time that nobody recorded never does. */
export function refuseExpired(expiresAt: Date | undefined, now: Date, code: ErrorCode): void {
  if (expiresAt && expiresAt <= now) throw new ConnectorError(code, { cause: new Error('It has expired.') });
}

export function describeExpiry(expiresAt: Date | undefined): string {
  return expiresAt ? `expires on ${expiresAt.toISOString().slice(0, 10)}` : 'has no recorded end';
}
