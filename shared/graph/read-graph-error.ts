/**
 * Reads the codes of a Graph error and what they mean: `error.code` first, then inner codes; never the message. Pure.
 *
 * The body is untrusted: it may be garbage, HTML of a proxy, cut off, or empty; a code is taken only when it looks like one.
 * What a status means without a known code is for the caller. Source: Graph error responses.
 */
import { type ErrorCode } from '../outcomes.ts';
import { graphCodes } from './graph-codes.ts';

const INNER_ERRORS_MAX = 5;

export interface GraphFailure {
  /** Graph's first known code, else its outermost. */
  graphCode?: string;
  /** Ours; undefined when no code is known. */
  code?: ErrorCode;
}

export function readGraphError(body: Buffer): GraphFailure {
  const codes = listCodes(parseError(body));
  const telling = codes.find((code) => graphCodes.has(code.toLowerCase())) ?? codes[0];
  const code = graphCodes.get(telling?.toLowerCase() ?? '');
  return { ...(telling && { graphCode: telling }), ...(code && { code }) };
}

function listCodes(error: unknown): string[] {
  const codes: string[] = [];
  let current = error;
  for (let depth = 0; depth < INNER_ERRORS_MAX && typeof current === 'object' && current !== null; depth++) {
    const { code, innerError, innererror } = current as { code?: unknown; innerError?: unknown; innererror?: unknown };
    if (typeof code === 'string' && /^[A-Za-z][A-Za-z0-9_.]{0,63}$/.test(code)) codes.push(code);
    // Graph writes innerError, OData innererror.
    current = innerError ?? innererror;
  }
  return codes;
}

function parseError(body: Buffer): unknown {
  try {
    return (JSON.parse(body.toString()) as { error?: unknown } | null)?.error;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
