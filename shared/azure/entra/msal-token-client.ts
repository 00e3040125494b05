/**
 * Entra's token endpoint through MSAL, with a new client for every operation of one person.
 *
 * A client that outlives an operation would mix people's tokens and their throttling. Endpoints are given, not discovered,
 * because a discovery request per operation would make Entra's availability ours. Every answer has a time limit; failures
 * are read from the body that Entra sent, not from MSAL's classes, which differ for the same refusal.
 */
import {
  ConfidentialClientApplication,
  type AuthenticationResult,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
} from '@azure/msal-node';
import { ConnectorError } from '../../errors.ts';
import { parseRetryAfter } from '../../http/retry-after.ts';
import type { HttpRequest } from '../../http/http-request.ts';
import { ENTRA_TIMEOUT_MILLISECONDS } from '../../limits.ts';
import { readTokenFailure } from '../../oauth/entra-failure.ts';
import type { ClientProver, TokenClient, TokenResult } from '../../oauth/token-client.ts';
import type { Registration } from '../../tenants/registration.ts';
import type { ReadClientCredential } from './client-credential.ts';

const TOKEN_RESPONSE_MAX_BYTES = 256 * 1024;

export interface TokenClientDependencies {
  readCredential: ReadClientCredential;
  request: HttpRequest;
  now: () => Date;
}

export function createTokenClient(dependencies: TokenClientDependencies): TokenClient & ClientProver {
  const run = createOperations(dependencies);
  return {
    exchangeAuthorizationCode: ({ registration, tenantId, code, codeVerifier, nonce, redirectUri, scopes }) =>
      run(registration, tenantId, (client) =>
        client.acquireTokenByCode({ code, codeVerifier, nonce, redirectUri, scopes: [...scopes] }),
      ),
    async refresh({ registration, homeTenantId, homeObjectId, cache, scopes, claims }) {
      const homeAccountId = `${homeObjectId}.${homeTenantId}`;
      const result = await run(registration, homeTenantId, async (client) => {
        client.getTokenCache().deserialize(cache);
        const accounts = await client.getTokenCache().getAllAccounts();
        const account = accounts[0];
        if (accounts.length !== 1 || account?.homeAccountId !== homeAccountId) throw foreign('The token cache');
        return client.acquireTokenSilent({
          account,
          scopes: [...scopes],
          forceRefresh: true,
          ...(claims && { claims }),
        });
      });
      const { oid = homeObjectId, tid = homeTenantId } = result.idTokenClaims;
      const { uid = homeObjectId, utid = homeTenantId } = result.clientInfo ?? {};
      const isSame = [oid, uid].every((id) => id === homeObjectId) && [tid, utid].every((id) => id === homeTenantId);
      if (!isSame || !isCacheOf(result.cache, homeAccountId)) throw foreign('The answer of Entra');
      return result;
    },
    async proveClient(registration, tenantId) {
      // For the app itself, so that the token is good for nothing.
      const scopes = [`${registration.clientId}/.default`];
      await run(registration, tenantId, (client) => client.acquireTokenByClientCredential({ scopes }));
    },
  };
}

type Operation = (client: ConfidentialClientApplication) => Promise<AuthenticationResult | null>;

/** Runs each operation with a client of its own, and reads the result out of it. */
function createOperations({ readCredential, request, now }: TokenClientDependencies) {
  return async (registration: Registration, tenantId: string, ask: Operation): Promise<TokenResult> => {
    const { authority, clientId } = registration;
    const networkClient = createNetworkClient(request, now);
    const client = new ConfidentialClientApplication({
      auth: { clientId, ...endpointsOf(authority, tenantId), ...(await readCredential(registration)) },
      system: { networkClient },
    });
    let result: AuthenticationResult | null;
    try {
      result = await ask(client);
    } catch (error) {
      throw networkClient.failure() ?? (error instanceof ConnectorError ? error : unreadable(error));
    }
    if (!result?.accessToken || !result.expiresOn) throw unavailable('Entra answered without an access token.');
    const cache = client.getTokenCache().serialize();
    const [uid, utid] = (result.account?.homeAccountId ?? '').split('.');
    return {
      idTokenClaims: result.idTokenClaims as Record<string, unknown>,
      ...(uid && utid && { clientInfo: { uid, utid } }),
      accessToken: result.accessToken,
      expiresAt: result.expiresOn,
      scopes: result.scopes.map((scope) => scope.replace(/^https:\/\/[^/]+\//, '')),
      hasRefreshToken: hasRefreshToken(cache),
      cache,
    };
  };
}

/** Endpoints as Entra lays them out for every tenant, so that MSAL has nothing to discover. */
function endpointsOf(authority: string, tenantId: string) {
  const base = `${authority}/${tenantId}`;
  return {
    authority: base,
    knownAuthorities: [new URL(authority).host],
    authorityMetadata: JSON.stringify({
      issuer: `${base}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
    }),
  };
}

interface RecordingNetworkClient extends INetworkModule {
  failure(): ConnectorError | undefined;
}

function createNetworkClient(request: HttpRequest, now: () => Date): RecordingNetworkClient {
  let failure: ConnectorError | undefined;
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
    // MSAL would take tokens also out of a refusal.
    if (status !== 200 || body === undefined)
      throw readTokenFailure(status, body, parseRetryAfter(headers['retry-after'], now()));
    return { status, body, headers: headers as Record<string, string> };
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
  };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** MSAL's documented schema (unified cache): records by section and key. */
type SerializedCache = Partial<Record<string, Record<string, { secret?: string; home_account_id?: string }>>>;

/** MSAL's result never shows the refresh token. */
function hasRefreshToken(cache: string): boolean {
  const { RefreshToken } = JSON.parse(cache) as SerializedCache;
  return Object.values(RefreshToken ?? {}).some(({ secret }) => Boolean(secret));
}

/** Whether MSAL filed everything under this one account; an answer need not bring an ID token, but never names another. */
function isCacheOf(cache: string, homeAccountId: string): boolean {
  const sections = JSON.parse(cache) as SerializedCache;
  const records = ['Account', 'IdToken', 'AccessToken', 'RefreshToken'].flatMap((name) =>
    Object.values(sections[name] ?? {}),
  );
  return records.every(({ home_account_id }) => home_account_id === homeAccountId);
}

function foreign(what: string): ConnectorError {
  return new ConnectorError('sealed_record_refused', { cause: new Error(`${what} belongs to another person.`) });
}

/** MSAL's messages may quote the answer, so only the class and code are kept. */
function unreadable(error: unknown): ConnectorError {
  const { name, errorCode } = error as { name?: string; errorCode?: string };
  if (errorCode === 'nonce_mismatch')
    return new ConnectorError('sign_in_invalid', { cause: new Error('The nonce is another one.') });
  return unavailable(`${name ?? 'Error'} ${errorCode ?? ''}`.trim());
}

function unavailable(reason: string): ConnectorError {
  return new ConnectorError('entra_unavailable', { cause: new Error(reason), retryAfterSeconds: 30 });
}
