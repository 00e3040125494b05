/**
 * What all requests to the directory of a host tenant share: bounds, pages, and what a refusal means.
 *
 * It needs an app-only token of that tenant, repeats nothing, and never says what an answer was about. Sources: Graph error responses,
 * "Paging Microsoft Graph data in your app".
 */
import { DIRECTORY_PAGE_MAX_BYTES, DIRECTORY_PLACE_MAX_CHARACTERS } from '../directory-limits.ts';
import { ConnectorError } from '../errors.ts';
import type { HttpAnswer } from '../http/http-request.ts';
import { parseRetryAfter } from '../http/retry-after.ts';
import type { GraphCall } from './call-graph.ts';
import type { GraphFailure, readGraphError } from './read-graph-error.ts';
import { isAnswer, type Reply } from './reply.ts';

/** Handed in, because the start of the app has loaded it already. */
export interface AskDirectoryDependencies {
  /** With version, without a trailing slash. */
  graphUrl: string;
  /** Throws no fault of the network. */
  callGraph(accessToken: string, call: GraphCall): Promise<Reply>;
  readGraphError: typeof readGraphError;
  now: () => Date;
}

export interface UntrustedPage {
  value: unknown[];
  '@odata.nextLink'?: unknown;
  '@odata.deltaLink'?: unknown;
}

export interface AskDirectory {
  /** @throws ConnectorError `graph_unavailable` where there is no answer */
  ask(accessToken: string, path: string): Promise<HttpAnswer>;
  /** @throws ConnectorError as `refuse` for anything but a page */
  parse(answer: HttpAnswer): UntrustedPage;
  /** `host_tenant_refused` (no permission) or `graph_unavailable`. */
  refuse(answer: HttpAnswer, failure: GraphFailure): ConnectorError;
  /** Of an address that Graph gave, what is below `graphUrl`. @throws ConnectorError `graph_unavailable` for one that leads elsewhere */
  placeOf(link: unknown, pattern: RegExp, charactersMax?: number): string;
}

export function createAskDirectory(dependencies: AskDirectoryDependencies): AskDirectory {
  const { graphUrl, callGraph, readGraphError: readError, now } = dependencies;

  function refuse({ status, headers }: HttpAnswer, { graphCode, requestId }: GraphFailure): ConnectorError {
    const code = status === 401 || status === 403 ? 'host_tenant_refused' : 'graph_unavailable';
    const retryAfterSeconds = parseRetryAfter(headers['retry-after'], now());
    return new ConnectorError(code, {
      cause: new Error(`Graph answered ${status} to a request for people of the host tenant.`),
      ...(graphCode && { upstreamCode: graphCode }),
      ...(requestId && { upstreamRequestId: requestId }),
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    });
  }

  return {
    refuse,
    async ask(accessToken, path) {
      const reply = await callGraph(accessToken, { path, responseMaxBytes: DIRECTORY_PAGE_MAX_BYTES });
      if (isAnswer(reply)) return reply;
      const cause = new Error(`No answer of the directory: ${reply.reason}.`);
      throw new ConnectorError('graph_unavailable', { cause });
    },
    parse(answer) {
      const page = answer.status === 200 && answer.isComplete ? parseJson(answer.body) : undefined;
      if (page && Array.isArray(page.value)) return page;
      throw refuse(answer, readError(answer));
    },
    placeOf(link, pattern, charactersMax = DIRECTORY_PLACE_MAX_CHARACTERS) {
      const place = typeof link === 'string' && link.startsWith(graphUrl) ? link.slice(graphUrl.length) : '';
      if (pattern.test(place) && place.length <= charactersMax) return place;
      throw new ConnectorError('graph_unavailable', {
        cause: new Error('The directory said no place to go on from.'),
      });
    },
  };
}

/** Undefined for what is no JSON. */
export function parseJson(body: Buffer): (UntrustedPage & Record<string, unknown>) | undefined {
  try {
    return (JSON.parse(body.toString()) as (UntrustedPage & Record<string, unknown>) | null) ?? undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
