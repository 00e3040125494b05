/**
 * One request to Microsoft Graph as one person. It repeats nothing, follows no redirect and does not judge the answer.
 */
import { randomUUID } from 'node:crypto';
import type { HttpAnswer, HttpRequest } from '../http/http-request.ts';
import { GRAPH_RESPONSE_MAX_BYTES, GRAPH_TIMEOUT_MILLISECONDS } from '../limits.ts';

export interface GraphCall {
  /** Below the version. */
  path: string;
  /** Where it is not GET, or POST with a body. */
  method?: 'DELETE';
  /** Makes it a POST, also an empty one; JSON, unless `headers` name another type. */
  body?: string;
  headers?: Record<string, string>;
  /** Where it must be shorter than usual. */
  timeoutMilliseconds?: number;
  /** Where an answer is longer than usual. */
  responseMaxBytes?: number;
}

/** @throws HttpFault when there is no answer; the token is in no error. */
export type CallGraph = (accessToken: string, call: GraphCall) => Promise<HttpAnswer>;

export interface CallGraphDependencies {
  /** With version, without a trailing slash. */
  graphUrl: string;
  request: HttpRequest;
}

export function createCallGraph({ graphUrl, request }: CallGraphDependencies): CallGraph {
  return (accessToken, { path, method, body, headers, ...bounds }) =>
    request({
      url: `${graphUrl}${path}`,
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        Authorization: `Bearer ${accessToken}`,
        Accept: 'application/json',
        'client-request-id': randomUUID(),
        ...(body && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body }),
      timeoutMilliseconds: bounds.timeoutMilliseconds ?? GRAPH_TIMEOUT_MILLISECONDS,
      responseMaxBytes: bounds.responseMaxBytes ?? GRAPH_RESPONSE_MAX_BYTES,
    });
}

/** Graph's `request-id`, where it looks like one. */
export function readRequestId(requestId: unknown): { requestId?: string } {
  return typeof requestId === 'string' && /^[\w-]{1,64}$/.test(requestId) ? { requestId } : {};
}

/** The header of W3C Trace Context, when the value is well-formed. */
export function traceHeaders(traceparent: string | undefined): { traceparent?: string } {
  const isTrace = traceparent !== undefined && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(traceparent);
  return isTrace ? { traceparent } : {};
}
