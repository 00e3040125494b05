/**
 * For actions that are named by their address alone: the body is empty, or an empty JSON object for clients that must send one.
 */
import type { HttpRequest } from '@azure/functions';
import { ConnectorError } from '../shared/errors.ts';
import { EMPTY_BODY_MAX_BYTES } from '../shared/limits.ts';
import { readBody } from './read-body.ts';

/** @throws ConnectorError `invalid_request`, `request_too_large`, `length_required` */
export async function readNoBody(request: HttpRequest): Promise<void> {
  const body = await readBody(request, EMPTY_BODY_MAX_BYTES);
  if (/^\s*(?:\{\s*\})?\s*$/.test(Buffer.from(body).toString())) return;
  throw new ConnectorError('invalid_request', {
    faults: [{ pointer: '', detail: 'is neither empty nor {}; the address says all there is' }],
  });
}
