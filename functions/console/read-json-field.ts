/**
 * Reads a field of a form that holds JSON, as strictly as the body of a request.
 */
import { DOCUMENT_MAX_BYTES } from '../../shared/configuration-limits.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { isJsonObject, type JsonObject } from '../../shared/submission/json-value.ts';
import { parseJson } from '../../shared/submission/parse-json.ts';

/** @throws ConnectorError `request_too_large`, `invalid_request` */
export function parseJsonField(text: string): unknown {
  const bytes = Buffer.from(text);
  if (bytes.length > DOCUMENT_MAX_BYTES) throw new ConnectorError('request_too_large');
  const { value, faults } = parseJson(bytes);
  if (faults.length > 0) throw new ConnectorError('invalid_request', { faults });
  return value;
}

/** What is wrong, in place of throwing it. */
export function readJsonObject(text: string): { parsed?: JsonObject; error?: ConnectorError } {
  try {
    const value = parseJsonField(text);
    if (isJsonObject(value)) return { parsed: value };
    return { error: new ConnectorError('invalid_request', { faults: [{ pointer: '', detail: 'is not an object' }] }) };
  } catch (error) {
    if (error instanceof ConnectorError) return { error };
    throw error;
  }
}
