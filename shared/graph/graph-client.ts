/**
 * The one client of Microsoft Graph: reads whose mailbox a token is, asks whether it exists, and sends.
 *
 * It repeats nothing and follows no redirect. Of a send it says what is certain: only 202 is success; a refusal that Graph
 * made before it took the message is definite; everything else is `unknown`, because Graph may have sent. The token is in
 * no error. Sources: Graph v1.0 user get and sendMail, Graph error responses.
 */
import type { ErrorCode } from '../catalogue.ts';
import { ConnectorError } from '../errors.ts';
import { HttpFault, type HttpAnswer, type HttpRequest } from '../http-request.ts';
import { GRAPH_RESPONSE_MAX_BYTES, GRAPH_TIMEOUT_MILLISECONDS } from '../limits.ts';
import { readClaimsChallenge } from './claims-challenge.ts';
import { parseProfile, type Profile } from './profile.ts';
import { readGraphError } from './read-graph-error.ts';
import { parseRetryAfter } from './retry-after.ts';

interface Identified {
  /** Graph's `request-id`. */
  requestId?: string;
}

export type SendOutcome =
  | ({ kind: 'sent' } & Identified)
  /** The token was refused before the message was looked at; `claims` is the JSON of a claims challenge. */
  | ({ kind: 'unauthorized'; graphCode?: string; claims?: string } & Identified)
  | ({ kind: 'refused'; code: ErrorCode; graphCode?: string; retryAfterSeconds?: number } & Identified)
  | ({ kind: 'unknown'; graphCode?: string; reason: string } & Identified);

export type MailboxProbe = { kind: 'exists' } | { kind: 'missing'; code: string } | { kind: 'unclear'; code?: string };

export interface Graph {
  /** @throws ConnectorError `graph_unavailable` */
  readProfile(accessToken: string): Promise<Profile>;
  /** Posts an empty message, which can send nothing: Exchange answers 400 where a mailbox exists. Never throws. */
  probeMailbox(accessToken: string): Promise<MailboxProbe>;
  /** `body` as buildSendMail makes it. Never throws a fault of the network. */
  sendMail(accessToken: string, body: string): Promise<SendOutcome>;
}

export interface GraphDependencies {
  /** With version, without a trailing slash. */
  graphUrl: string;
  request: HttpRequest;
  now: () => Date;
}

/** Refused before processing; 401 has an outcome of its own. */
const definiteStatuses: ReadonlySet<number> = new Set([400, 403, 404, 413, 429]);

export function createGraph({ graphUrl, request, now }: GraphDependencies): Graph {
  function call(accessToken: string, method: 'GET' | 'POST', path: string, body?: string): Promise<HttpAnswer> {
    return request({
      url: `${graphUrl}${path}`,
      method,
      headers: {
        Authorization: `Bearer ${accessToken}`,
        Accept: 'application/json',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body }),
      timeoutMilliseconds: GRAPH_TIMEOUT_MILLISECONDS,
      responseMaxBytes: GRAPH_RESPONSE_MAX_BYTES,
    });
  }

  function judge(answer: HttpAnswer): SendOutcome {
    const { status, headers } = answer;
    const requestId = readRequestId(answer);
    if (status === 202) return { kind: 'sent', ...requestId };
    const { graphCode, code = 'message_refused' } = readGraphError(answer);
    const named = { ...(graphCode && { graphCode }), ...requestId };
    if (status === 401) {
      const claims = readClaimsChallenge(headers['www-authenticate']);
      return { kind: 'unauthorized', ...named, ...(claims && { claims }) };
    }
    if (!definiteStatuses.has(status)) return { kind: 'unknown', reason: `status ${status}`, ...named };
    const retryAfterSeconds = parseRetryAfter(headers['retry-after'], now());
    return { kind: 'refused', code, ...named, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
  }

  return {
    async readProfile(accessToken) {
      const answer = await call(accessToken, 'GET', '/me?$select=mail,userPrincipalName,proxyAddresses').catch(
        unavailable,
      );
      if (answer.status !== 200 || !answer.isComplete) {
        const { graphCode } = readGraphError(answer);
        const cause = new Error(`Graph answered ${answer.status} to a request for the profile.`);
        throw new ConnectorError('graph_unavailable', { cause, ...(graphCode && { upstreamCode: graphCode }) });
      }
      return parseProfile(answer.body);
    },
    async probeMailbox(accessToken) {
      const answer = await call(accessToken, 'POST', '/me/sendMail', '{"message":{}}').catch(unanswered);
      if (!answer) return { kind: 'unclear' };
      if (answer.status === 400) return { kind: 'exists' };
      const { graphCode, code } = readGraphError(answer);
      if (answer.status === 404 && graphCode && code === 'mailbox_not_found')
        return { kind: 'missing', code: graphCode };
      return { kind: 'unclear', code: graphCode ?? `status ${answer.status}` };
    },
    async sendMail(accessToken, body) {
      try {
        return judge(await call(accessToken, 'POST', '/me/sendMail', body));
      } catch (error) {
        if (!(error instanceof HttpFault)) throw error;
        return error.wasSent
          ? { kind: 'unknown', reason: error.reason }
          : { kind: 'refused', code: 'graph_unreachable' };
      }
    },
  };
}

function readRequestId({ headers }: HttpAnswer): Identified {
  const requestId = headers['request-id'];
  return typeof requestId === 'string' && /^[\w-]{1,64}$/.test(requestId) ? { requestId } : {};
}

function unavailable(error: unknown): never {
  throw error instanceof HttpFault ? new ConnectorError('graph_unavailable', { cause: error }) : error;
}

function unanswered(error: unknown): undefined {
  if (!(error instanceof HttpFault)) throw error;
}
