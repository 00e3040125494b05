/**
 * Reads a request body up to a limit; the declared length is looked at first.
 *
 * Azure's host drops a body that comes in chunks and passes on its header, so such a request looks as if it said nothing.
 */
import type { HttpRequest } from '@azure/functions';
import { bodyTooLarge } from '../shared/body-too-large.ts';
import { ConnectorError } from '../shared/errors.ts';

/** @throws ConnectorError `request_too_large`, `length_required` */
export async function readBody(request: HttpRequest, maximumBytes: number): Promise<Uint8Array> {
  const declaredBytes = Number(request.headers.get('content-length') ?? 0);
  if (declaredBytes > maximumBytes) throw bodyTooLarge(declaredBytes, maximumBytes);
  const body = new Uint8Array(await request.arrayBuffer());
  if (body.length > maximumBytes) throw bodyTooLarge(body.length, maximumBytes);
  if (body.length === 0 && request.headers.has('transfer-encoding')) throw new ConnectorError('length_required');
  return body;
}
