/**
 * The addresses of Entra: which path and method lead to which endpoint.
 *
 * Paths are `/{tenant}/…`. A refusal outside the token endpoint becomes a page for a browser's addresses and JSON for
 * discovery. Unknown paths are 404, wrong methods 405 with `Allow`.
 */
import type { EmulatedAnswer, EmulatedRequest } from '../kit/emulator.ts';
import { parseAuthority } from './authority.ts';
import { answerForm, approve, authorize, signOut } from './browser-endpoints.ts';
import { describeAuthority, discoverInstance, listKeys } from './discovery.ts';
import { buildErrorBody, createErrorIds, EntraError } from './errors.ts';
import { buildErrorPage } from './pages/notice-page.ts';
import type { EntraState } from './state.ts';
import { answerToken } from './token.ts';

type Endpoint = (
  entra: EntraState,
  segment: string,
  request: EmulatedRequest,
) => Promise<EmulatedAnswer> | EmulatedAnswer;

interface Route {
  path: string;
  /** Any other method is answered 405. */
  method: 'GET' | 'POST' | 'any';
  endpoint: Endpoint;
}

const ROUTES: Route[] = [
  { path: '/oauth2/v2.0/token', method: 'any', endpoint: answerToken },
  { path: '/oauth2/v2.0/authorize', method: 'GET', endpoint: browse(authorize) },
  { path: '/v2.0/adminconsent', method: 'GET', endpoint: browse(approve) },
  { path: '/login', method: 'POST', endpoint: browse((entra, at, request) => answerForm(entra, at, 'login', request)) },
  {
    path: '/consent',
    method: 'POST',
    endpoint: browse((entra, at, request) => answerForm(entra, at, 'consent', request)),
  },
  {
    path: '/approval',
    method: 'POST',
    endpoint: browse((entra, at, request) => answerForm(entra, at, 'approval', request)),
  },
  { path: '/oauth2/v2.0/logout', method: 'GET', endpoint: browse((entra, _at, request) => signOut(entra, request)) },
  { path: '/v2.0/.well-known/openid-configuration', method: 'GET', endpoint: discover(describeAuthority) },
  { path: '/discovery/v2.0/keys', method: 'GET', endpoint: discover(listKeys) },
  {
    path: '/discovery/instance',
    method: 'GET',
    endpoint: (entra, _segment, { url }) => discoverInstance(entra, url.searchParams),
  },
];

/** Answers any request to Entra but its control calls. */
export async function route(entra: EntraState, request: EmulatedRequest): Promise<EmulatedAnswer> {
  const [, segment = '', rest = ''] = /^\/([^/]+)(\/.*)$/.exec(request.url.pathname) ?? [];
  const found = ROUTES.find(({ path }) => path === rest.toLowerCase());
  if (!found) return { status: 404, headers: { 'Cache-Control': 'no-store' } };
  const { method, endpoint } = found;
  const isAllowed = method === 'any' || method === request.method || (method === 'GET' && request.method === 'HEAD');
  if (!isAllowed) return { status: 405, headers: { Allow: method, 'Cache-Control': 'no-store' } };
  return endpoint(entra, decodeSegment(segment), request);
}

type AuthorityEndpoint = (
  entra: EntraState,
  authority: ReturnType<typeof parseAuthority>,
  request: EmulatedRequest,
) => EmulatedAnswer;

/** An address for browsers: refusals are pages. */
function browse(endpoint: AuthorityEndpoint): Endpoint {
  return (entra, segment, request) => {
    try {
      return endpoint(entra, parseAuthority(segment, entra.directory), request);
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      const ids = createErrorIds(entra.now(), request.url.searchParams.get('client-request-id'));
      return buildErrorPage({ error, ids });
    }
  };
}

/** An address for programs: refusals are JSON. */
function discover(endpoint: AuthorityEndpoint): Endpoint {
  return (entra, segment, request) => {
    try {
      return endpoint(entra, parseAuthority(segment, entra.directory), request);
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      const body = buildErrorBody(error, createErrorIds(entra.now()), entra.url);
      return { status: error.status, headers: { 'Cache-Control': 'no-store' }, body };
    }
  };
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
