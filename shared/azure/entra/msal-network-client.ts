/**
 * What MSAL sends through: our HTTP client, with a time limit, and what MSAL's own results do not show.
 *
 * It remembers why Entra refused and the refresh token of the last answer. MSAL gets nothing but complete answers with status
 * 200, because it would take tokens also out of a refusal.
 */
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { ConnectorError } from '../../errors.ts';
import { parseRetryAfter } from '../../http/retry-after.ts';
import type { HttpRequest } from '../../http/http-request.ts';
import { ENTRA_TIMEOUT_MILLISECONDS } from '../../limits.ts';
import { readTokenFailure, type TokenRequest } from '../../oauth/entra-failure.ts';
import { supplyClientInfo, type HomeIdentity } from './client-info.ts';

const TOKEN_RESPONSE_MAX_BYTES = 256 * 1024;

export interface TokenExchange {
  grantType: TokenRequest['grantType'];
  /** Whom the answer is for, where that is known before. */
  person?: HomeIdentity;
}

export interface MsalNetworkClient extends INetworkModule {
  failure(): ConnectorError | undefined;
  /** Undefined when the answer brought none. */
  refreshToken(): string | undefined;
}

/** For one operation. */
export function createMsalNetworkClient(
  { request, now }: { request: HttpRequest; now: () => Date },
  { grantType, person }: TokenExchange,
): MsalNetworkClient {
  let failure: ConnectorError | undefined;
  let refreshToken: unknown;

  async function exchange(method: 'GET' | 'POST', url: string, options: NetworkRequestOptions) {
    const answer = await request({
      url,
      method,
      headers: { ...options.headers, Accept: 'application/json' },
      ...(options.body !== undefined && { body: options.body }),
      timeoutMilliseconds: ENTRA_TIMEOUT_MILLISECONDS,
      responseMaxBytes: TOKEN_RESPONSE_MAX_BYTES,
    }).catch((cause: unknown) => {
      throw new ConnectorError('entra_unavailable', { cause, retryAfterSeconds: 30 });
    });
    const { status, headers } = answer;
    const body = parseJson(answer.body);
    if (status !== 200 || body === undefined) {
      const retryAfterSeconds = parseRetryAfter(headers['retry-after'], now());
      throw readTokenFailure(status, body, { grantType, retryAfterSeconds });
    }
    ({ refresh_token: refreshToken } = (body ?? {}) as { refresh_token?: unknown });
    const named = person ? supplyClientInfo(body, person) : body;
    return { status, body: named, headers: headers as Record<string, string> };
  }

  async function send<T>(method: 'GET' | 'POST', url: string, options: NetworkRequestOptions = {}) {
    try {
      return (await exchange(method, url, options)) as NetworkResponse<T>;
    } catch (error) {
      if (error instanceof ConnectorError) failure = error;
      throw error;
    }
  }

  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
    failure: () => failure,
    refreshToken: () => (typeof refreshToken === 'string' && refreshToken !== '' ? refreshToken : undefined),
  };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
