/**
 * The one way in which the vault refuses a stored record. The reason is for the log line only and holds no values.
 */
import { ConnectorError } from '../errors.ts';

/** A ConnectorError `sealed_record_refused` whose cause says why. */
export function createRefusal(reason: string): ConnectorError {
  return new ConnectorError('sealed_record_refused', { cause: new Error(reason) });
}
