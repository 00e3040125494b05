/**
 * The refusal of a body that is too large to be read: how large it is, and how large it may be.
 */
import { ConnectorError } from './errors.ts';

export function bodyTooLarge(foundBytes: number, maximumBytes: number): ConnectorError {
  const detail = `has ${formatBytes(foundBytes)}; a request may have ${formatBytes(maximumBytes)}`;
  return new ConnectorError('request_too_large', { faults: [{ pointer: '', detail }] });
}

/** `4,194,304 bytes` */
export function formatBytes(bytes: number): string {
  return `${bytes.toLocaleString('en-US')} bytes`;
}
