/**
 * Reads what a refusal of Graph means: by its code, then by inner codes, then by status; never by its message. Pure.
 *
 * The body is untrusted: it may be garbage, HTML of a proxy, or empty. Source: Graph error responses.
 */
import { graphCodes, type ErrorCode } from '../catalogue.ts';
import type { HttpAnswer } from '../http-request.ts';

const INNER_ERRORS_MAX = 5;

export interface GraphFailure {
  /** Graph's most telling code, when the body names one. */
  graphCode?: string;
  /** Ours; undefined when neither codes nor status tell. */
  code?: ErrorCode;
}

const statusCodes: ReadonlyMap<number, ErrorCode> = new Map([
  [400, 'message_refused'],
  [403, 'access_denied'],
  [404, 'mailbox_not_found'],
  [413, 'message_too_large'],
  [429, 'mailbox_throttled'],
]);

export function readGraphError({ status, body }: Pick<HttpAnswer, 'status' | 'body'>): GraphFailure {
  const codes = listCodes(parseError(body));
  const telling = codes.find((code) => graphCodes.has(code.toLowerCase())) ?? codes[0];
  const code = graphCodes.get(telling?.toLowerCase() ?? '') ?? statusCodes.get(status);
  return { ...(telling && { graphCode: telling }), ...(code && { code }) };
}

function listCodes(error: unknown): string[] {
  const codes: string[] = [];
  let current = error;
  for (let depth = 0; depth < INNER_ERRORS_MAX && typeof current === 'object' && current !== null; depth++) {
    const { code, innerError, innererror } = current as { code?: unknown; innerError?: unknown; innererror?: unknown };
    if (typeof code === 'string' && /^[A-Za-z0-9_.]{1,100}$/.test(code)) codes.push(code);
    current = innerError ?? innererror;
  }
  return codes;
}

function parseError(body: Buffer): unknown {
  try {
    return (JSON.parse(body.toString()) as { error?: unknown } | null)?.error;
  } catch {
    return undefined;
  }
}
