/**
 * The body of a write request: JSON in UTF-8 or, where a message may be MIME, its base64 text.
 */
import type { EmulatedRequest } from '../kit/emulator.ts';
import { GraphError } from './graph-error.ts';
import { unreadable } from './odata-types.ts';

export type ReadBody = { kind: 'json'; value: unknown } | { kind: 'mime'; base64: string };

/** Reads JSON; throws 400 and 415. */
export function readJsonBody(request: EmulatedRequest): unknown {
  const body = readBody(request);
  if (body.kind === 'mime') throw unsupported(request.headers['content-type'] ?? '');
  return body.value;
}

/** Reads JSON or MIME; throws 400 and 415. */
export function readBody({ headers, body }: EmulatedRequest): ReadBody {
  const type = headers['content-type'];
  if (!type) {
    const text = 'Write requests (excluding DELETE) must contain the Content-Type header declaration.';
    throw new GraphError(400, 'BadRequest', text);
  }
  const mediaType = type.split(';')[0]?.trim().toLowerCase();
  const charset = /;\s*charset="?([^";\s]+)/i.exec(type)?.[1] ?? 'utf-8';
  const isEncoded = (headers['content-encoding'] ?? 'identity') !== 'identity';
  if (isEncoded || charset.toLowerCase() !== 'utf-8') throw unsupported(type);
  if (mediaType === 'text/plain') return { kind: 'mime', base64: body.toString('latin1') };
  if (mediaType !== 'application/json') throw unsupported(type);
  return { kind: 'json', value: parseJson(body) };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    throw unreadable('An error occurred while reading the request body: it is not valid JSON in UTF-8.');
  }
}

function unsupported(type: string): GraphError {
  const text = `A supported MIME type could not be found that matches the content type of the message '${type}'.`;
  return new GraphError(415, 'UnsupportedMediaType', text);
}
