/**
 * Answers of Graph's door that are not success: Graph's shape, the ids that its clients look for, and a status that says whether they may
 * repeat the request by themselves.
 *
 * They repeat 429 and 503, so those are given only where nothing was stored or sent; a message that exists is told with another status.
 */
import type { HttpRequest, InvocationContext } from '@azure/functions';
import { readClientRequestId } from '../shared/doors/graph/client-request-id.ts';
import { buildGraphError } from '../shared/doors/graph/graph-error.ts';
import { describeUnknownAddress } from '../shared/doors/graph/unknown-address.ts';
import { ConnectorError } from '../shared/errors.ts';
import { consentUrl, describeApp } from '../shared/grants/describe-sender.ts';
import { RETRY_AFTER_MAX_SECONDS } from '../shared/limits.ts';
import { outcomes } from '../shared/outcomes.ts';
import type { Connector } from './compose.ts';
import { hostTenantOf, needsConsent } from './page.ts';
import type { Reply, ShowError } from './respond.ts';

type Parts = Pick<Connector, 'config' | 'now'>;

/** `hostTenantId`: of the application that calls, once it is known. */
export type GraphErrorParts = Parts & {
  request: HttpRequest;
  context: InvocationContext;
  hostTenantId: string | undefined;
};

const BAD_REQUEST = 400;
const CONFLICT = 409;

/** Of every answer of the door. */
export function graphIds({ headers }: HttpRequest, { invocationId }: InvocationContext): Record<string, string> {
  const clientRequestId = readClientRequestId(headers);
  return {
    'request-id': invocationId,
    ...(clientRequestId !== undefined && { 'client-request-id': clientRequestId }),
  };
}

export function showGraphError(parts: Parts): ShowError {
  return (error, context, who, request) => {
    const { path } = request.params;
    const isUnknown = error.code === 'not_found' && error.detail === undefined;
    const shown = isUnknown ? new ConnectorError(error.code, { detail: describeUnknownAddress(path) }) : error;
    return graphErrorReply(shown, { ...parts, request, context, hostTenantId: hostTenantOf(who) });
  };
}

/** `status`: where it is not that of the code. To clients of Graph, every 202 is success. */
export function graphErrorReply(
  error: ConnectorError,
  { config, now, request, context, hostTenantId }: GraphErrorParts,
  status = outcomes[error.code].status < BAD_REQUEST ? CONFLICT : outcomes[error.code].status,
): Reply {
  const body = buildGraphError(error, {
    requestId: context.invocationId,
    clientRequestId: readClientRequestId(request.headers),
    at: now(),
    extra: {
      ...(needsConsent(error.code) && { consentUrl: consentUrl(config, hostTenantId) }),
      ...describeApp(error.code, config),
    },
  });
  return {
    status,
    headers: {
      'Content-Type': 'application/json',
      ...graphIds(request, context),
      ...(status === 401 && { 'WWW-Authenticate': error.challenge ?? 'Bearer' }),
      // Also where only the operator can repair it: without it, clients repeat at once.
      ...((status === 429 || status === 503) && { 'Retry-After': String(RETRY_AFTER_MAX_SECONDS) }),
    },
    body: JSON.stringify(body),
  };
}
