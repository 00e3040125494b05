/**
 * Parses a request body: UTF-8, bounds, then JSON syntax. It knows nothing about the content.
 */
import { ConnectorError, type Fault } from '../errors.ts';
import { scanJson } from './json-bounds.ts';

/**
 * The value, and a fault for each name that an object has twice. One byte order mark is ignored.
 * @throws ConnectorError `invalid_request` for a body that must not or cannot be parsed
 */
export function parseJson(body: Uint8Array): { value: unknown; faults: Fault[] } {
  const text = decode(body);
  if (text.trim() === '') throw invalid('is empty');
  const { isOverBounds, faults } = scanJson(text);
  if (isOverBounds) throw new ConnectorError('invalid_request', { faults });
  try {
    return { value: JSON.parse(text) as unknown, faults };
  } catch (error) {
    // The parser's own message quotes the text, so it is not passed on.
    if (error instanceof SyntaxError) throw invalid('is not JSON');
    throw error;
  }
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (error) {
    if (error instanceof TypeError) throw invalid('is not valid UTF-8');
    throw error;
  }
}

function invalid(detail: string): ConnectorError {
  return new ConnectorError('invalid_request', { faults: [{ pointer: '', detail }] });
}
