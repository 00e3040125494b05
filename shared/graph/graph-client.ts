/**
 * The one client of Microsoft Graph: reads whose mailbox a token is, asks whether it exists, and sends.
 *
 * It repeats nothing and follows no redirect. Of a send it says what is certain: only 202 is success; a refusal that Graph
 * made before it took the message is definite; everything else is `unknown`, because Graph may have sent. The status line
 * decides, so an answer whose body was cut off counts. The token is in no error. Sources: Graph v1.0 user get and sendMail,
 * Graph error responses.
 */
import { randomUUID } from 'node:crypto';
import type { ErrorCode } from '../outcomes.ts';
import { ConnectorError } from '../errors.ts';
import { HttpFault, type HttpAnswer, type HttpRequest } from '../http/http-request.ts';
import { GRAPH_RESPONSE_MAX_BYTES, GRAPH_TIMEOUT_MILLISECONDS } from '../limits.ts';
import { SEND_MAIL_PATH } from './build-send-mail.ts';
import { readClaimsChallenge } from './claims-challenge.ts';
import { parseProfile, type Profile } from './profile.ts';
import { readGraphError } from './read-graph-error.ts';
import { parseRetryAfter } from '../http/retry-after.ts';

interface Identified {
  /** Graph's `request-id`. */
  requestId?: string;
}

export type SendOutcome =
  | ({ kind: 'sent' } & Identified)
  /** The token was refused before the message was looked at; `claims` is the JSON of a claims challenge. */
  | ({ kind: 'unauthorized'; graphCode?: string; claims?: string } & Identified)
  | ({ kind: 'refused'; code: ErrorCode; graphCode?: string; retryAfterSeconds?: number } & Identified)
  /** `reason` is `status {number}` or what ended the connection. */
  | ({ kind: 'unknown'; graphCode?: string; reason: string; retryAfterSeconds?: number } & Identified);

export type MailboxProbe = { kind: 'exists' } | { kind: 'missing'; code: string } | { kind: 'unclear'; code?: string };

export interface Graph {
  /** @throws ConnectorError `graph_unavailable` */
  readProfile(accessToken: string): Promise<Profile>;
  /** Posts an empty message, which can send nothing: Exchange answers 400 where a mailbox exists. Never throws. */
  probeMailbox(accessToken: string): Promise<MailboxProbe>;
  /** `body` as buildSendMail makes it; a `traceparent` (W3C Trace Context) is passed on. Never throws a fault of the network. */
  sendMail(accessToken: string, body: string, traceparent?: string): Promise<SendOutcome>;
}

export interface GraphDependencies {
  /** With version, without a trailing slash. */
  graphUrl: string;
  request: HttpRequest;
  now: () => Date;
}

const PROFILE_PATH = '/me?$select=mail,userPrincipalName,proxyAddresses';

/** The statuses of a refusal before processing, and what each means without a known code; 401 has an outcome of its own. */
const refusals: ReadonlyMap<number, ErrorCode> = new Map([
  [400, 'message_refused'],
  [403, 'access_denied'],
  [404, 'mailbox_not_found'],
  [413, 'message_too_large'],
  [429, 'mailbox_throttled'],
]);

interface Call {
  path: string;
  /** JSON; makes it a POST. */
  body?: string;
  headers?: Record<string, string>;
}

export function createGraph({ graphUrl, request, now }: GraphDependencies): Graph {
  function call(accessToken: string, { path, body, headers }: Call): Promise<HttpAnswer> {
    return request({
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

  function judge(answer: HttpAnswer): SendOutcome {
    const { status, headers } = answer;
    const requestId = readRequestId(answer);
    if (status === 202) return { kind: 'sent', ...requestId };
    const { graphCode, code } = readGraphError(answer.body);
    const named = { ...(graphCode && { graphCode }), ...requestId };
    if (status === 401) {
      const claims = readClaimsChallenge(headers['www-authenticate']);
      return { kind: 'unauthorized', ...named, ...(claims && { claims }) };
    }
    const retryAfterSeconds = parseRetryAfter(headers['retry-after'], now());
    const details = { ...named, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
    const refusal = refusals.get(status);
    if (!refusal) return { kind: 'unknown', reason: `status ${status}`, ...details };
    return { kind: 'refused', code: code ?? refusal, ...details };
  }

  return {
    async readProfile(accessToken) {
      const answer = await call(accessToken, { path: PROFILE_PATH }).catch(unavailable);
      if (answer.status !== 200 || !answer.isComplete) {
        const { graphCode } = readGraphError(answer.body);
        const { requestId } = readRequestId(answer);
        throw new ConnectorError('graph_unavailable', {
          cause: new Error(`Graph answered ${answer.status} to a request for the profile.`),
          ...(graphCode && { upstreamCode: graphCode }),
          ...(requestId && { upstreamRequestId: requestId }),
        });
      }
      return parseProfile(answer.body);
    },
    async probeMailbox(accessToken) {
      const answer = await call(accessToken, { path: SEND_MAIL_PATH, body: '{"message":{}}' }).catch(unanswered);
      if (!answer) return { kind: 'unclear' };
      if (answer.status === 400) return { kind: 'exists' };
      const { graphCode, code } = readGraphError(answer.body);
      if (answer.status === 404 && graphCode && code === 'mailbox_not_found')
        return { kind: 'missing', code: graphCode };
      return { kind: 'unclear', code: graphCode ?? `status ${answer.status}` };
    },
    async sendMail(accessToken, body, traceparent) {
      const isTrace = traceparent !== undefined && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(traceparent);
      const headers = isTrace ? { traceparent } : {};
      try {
        return judge(await call(accessToken, { path: SEND_MAIL_PATH, body, headers }));
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
