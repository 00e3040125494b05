/**
 * One request to Microsoft Graph as one person. It repeats nothing, follows no redirect and does not judge the answer.
 */
import { randomUUID } from 'node:crypto';
import type { HttpAnswer, HttpRequest } from '../http/http-request.ts';
import { GRAPH_RESPONSE_MAX_BYTES, GRAPH_TIMEOUT_MILLISECONDS } from '../limits.ts';

export interface GraphCall {
  /** Below the version. */
  path: string;
  /** JSON; makes it a POST. */
  body?: string;
  headers?: Record<string, string>;
}

/** @throws HttpFault when there is no answer; the token is in no error. */
export type CallGraph = (accessToken: string, call: GraphCall) => Promise<HttpAnswer>;

export interface CallGraphDependencies {
  /** With version, without a trailing slash. */
  graphUrl: string;
  request: HttpRequest;
}

export function createCallGraph({ graphUrl, request }: CallGraphDependencies): CallGraph {
  return (accessToken, { path, body, headers }) =>
    request({
      url: `${graphUrl}${path}`,
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        Authorization: `Bearer ${accessToken}`,
        Accept: 'application/json',
        'client-request-id': randomUUID(),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body }),
      timeoutMilliseconds: GRAPH_TIMEOUT_MILLISECONDS,
      responseMaxBytes: GRAPH_RESPONSE_MAX_BYTES,
    });
}

/** Graph's `request-id`, where it looks like one. */
export function readRequestId(requestId: unknown): { requestId?: string } {
  return typeof requestId === 'string' && /^[\w-]{1,64}$/.test(requestId) ? { requestId } : {};
}
