/**
 * A failure as the log line names it: what is not one of our outcomes is a bug.
 */
import { ConnectorError } from '../shared/errors.ts';

/** Undefined for undefined. */
export function toError(failure: unknown): ConnectorError | undefined {
  if (failure === undefined || failure instanceof ConnectorError) return failure;
  return new ConnectorError('internal_error', { cause: failure });
}
