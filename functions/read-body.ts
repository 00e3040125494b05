/**
 * Reads a request body up to a limit; the declared length is looked at first.
 */
import type { HttpRequest } from '@azure/functions';
import { ConnectorError } from '../shared/errors.ts';

/** @throws ConnectorError `request_too_large` */
export async function readBody(request: HttpRequest, maximumBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > maximumBytes) throw new ConnectorError('request_too_large');
  const body = new Uint8Array(await request.arrayBuffer());
  if (body.length > maximumBytes) throw new ConnectorError('request_too_large');
  return body;
}
