/**
 * Reads an error answer: whether Graph itself wrote it, its codes and what they mean: `error.code` first, then inner codes; never
 * the message. Pure.
 *
 * Graph's own error is `{ error: { code, … } }` with a request id in a header or in `innerError`; whoever stands between us and Graph
 * has neither, and what they say proves nothing about the message. The body is untrusted: it may be garbage, HTML, cut off, or
 * empty; a code is taken only when it looks like one. What a status means without a known code is for the caller.
 * Source: Graph error responses.
 */
import type { HttpAnswer } from '../http/http-request.ts';
import { type ErrorCode } from '../outcomes.ts';
import { readRequestId } from './call-graph.ts';
import { graphCodes } from './graph-codes.ts';

const INNER_ERRORS_MAX = 5;

export interface GraphFailure {
  /** Only then is it known what became of the request. */
  isGraphs: boolean;
  requestId?: string;
  /** Graph's first known code, else its outermost. */
  graphCode?: string;
  /** Ours; undefined when no code is known. */
  code?: ErrorCode;
}

export function readGraphError(answer: Pick<HttpAnswer, 'headers' | 'body'>): GraphFailure {
  const errors = listErrors(parseError(answer.body));
  const codes = errors.map(({ code }) => code).filter(isCode);
  const telling = codes.find((code) => graphCodes.has(code.toLowerCase())) ?? codes[0];
  const code = graphCodes.get(telling?.toLowerCase() ?? '');
  const inner = errors.map((error) => error['request-id']).find((id) => id !== undefined);
  const { requestId } = readRequestId(answer.headers['request-id'] ?? inner);
  return {
    isGraphs: isCode(errors[0]?.code) && requestId !== undefined,
    ...(requestId !== undefined && { requestId }),
    ...(telling && { graphCode: telling }),
    ...(code && { code }),
  };
}

interface UntrustedError {
  code?: unknown;
  'request-id'?: unknown;
  innerError?: unknown;
  innererror?: unknown;
}

/** The error and those in it, outermost first. */
function listErrors(error: unknown): UntrustedError[] {
  const errors: UntrustedError[] = [];
  let current = error;
  for (let depth = 0; depth < INNER_ERRORS_MAX && typeof current === 'object' && current !== null; depth++) {
    errors.push(current);
    const { innerError, innererror } = current as UntrustedError;
    // Graph writes innerError, OData innererror.
    current = innerError ?? innererror;
  }
  return errors;
}

function isCode(code: unknown): code is string {
  return typeof code === 'string' && /^[A-Za-z][A-Za-z0-9_.]{0,63}$/.test(code);
}

function parseError(body: Buffer): unknown {
  try {
    return (JSON.parse(body.toString()) as { error?: unknown } | null)?.error;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
