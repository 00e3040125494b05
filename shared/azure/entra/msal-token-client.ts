/**
 * Entra's token endpoint through MSAL, with a new client for every operation of one person.
 *
 * A client that outlives an operation would mix people's tokens and their throttling. Endpoints are given, not discovered,
 * because a discovery request per operation would make Entra's availability ours. Failures are read from the body that Entra
 * sent, not from MSAL's classes, which differ for the same refusal. A refresh succeeds only when its cache holds exactly one
 * refresh token, the one of the answer if it brought one.
 */
import type { AuthenticationResult, ConfidentialClientApplication } from '@azure/msal-node';
import { ConnectorError } from '../../errors.ts';
import type { HttpRequest } from '../../http/http-request.ts';
import type { AcquireForApplication, ClientProver, TokenClient, TokenResult } from '../../oauth/token-client.ts';
import type { Registration } from '../../tenants/registration.ts';
import type { ReadClientCredential } from './client-credential.ts';
import { createMsalNetworkClient, type TokenExchange } from './msal-network-client.ts';
import { holdsRefreshToken, isCacheOf, keepRefreshToken, readRefreshToken } from './token-cache.ts';

export interface TokenClientDependencies {
  readCredential: ReadClientCredential;
  request: HttpRequest;
  now: () => Date;
}

export function createTokenClient(
  dependencies: TokenClientDependencies,
): TokenClient & ClientProver & { acquireForApplication: AcquireForApplication } {
  const run = createOperations(dependencies);
  return {
    exchangeAuthorizationCode: ({ registration, tenantId, code, codeVerifier, nonce, redirectUri, scopes }) =>
      run({ registration, tenantId, grantType: 'authorization_code' }, (client) =>
        client.acquireTokenByCode({ code, codeVerifier, nonce, redirectUri, scopes: [...scopes] }),
      ).then(({ result }) => result),
    refresh: (request) => refresh(run, request),
    acquireForApplication: ({ registration, tenantId, scope, claims }) =>
      run({ registration, tenantId, grantType: 'application' }, (client) =>
        client.acquireTokenByClientCredential({ scopes: [scope], ...(claims !== undefined && { claims }) }),
      ).then(({ result }) => result),
    async proveClient(registration, tenantId) {
      // For the app itself, so that the token is good for nothing.
      const scopes = [`${registration.clientId}/.default`];
      await run({ registration, tenantId, grantType: 'client_credentials' }, (client) =>
        client.acquireTokenByClientCredential({ scopes }),
      );
    },
  };
}

async function refresh(run: Run, request: Parameters<TokenClient['refresh']>[0]): Promise<TokenResult> {
  const { registration, homeTenantId, homeObjectId, cache, scopes, claims } = request;
  const homeAccountId = `${homeObjectId}.${homeTenantId}`;
  if (!isCacheOf(cache, homeAccountId)) throw foreign('The token cache');
  const used = readRefreshToken(cache, homeAccountId, registration.clientId);
  const person = { uid: homeObjectId, utid: homeTenantId };
  const context = { registration, tenantId: homeTenantId, grantType: 'refresh_token', person } as const;
  const { result, refreshToken = used } = await run(context, async (client) => {
    client.getTokenCache().deserialize(keepRefreshToken(cache, homeAccountId, used));
    const accounts = await client.getTokenCache().getAllAccounts();
    const account = accounts[0];
    if (accounts.length !== 1 || account?.homeAccountId !== homeAccountId) throw foreign('The token cache');
    return client.acquireTokenSilent({ account, scopes: [...scopes], forceRefresh: true, ...(claims && { claims }) });
  });
  const { oid = homeObjectId, tid = homeTenantId } = result.idTokenClaims;
  const { uid = homeObjectId, utid = homeTenantId } = result.clientInfo ?? {};
  const isSame = [oid, uid].every((id) => id === homeObjectId) && [tid, utid].every((id) => id === homeTenantId);
  if (!isSame || !isCacheOf(result.cache, homeAccountId)) throw foreign('The answer of Entra');
  return { ...result, cache: keepRefreshToken(result.cache, homeAccountId, refreshToken) };
}

interface Context extends TokenExchange {
  registration: Registration;
  tenantId: string;
}

type Operation = (client: ConfidentialClientApplication) => Promise<AuthenticationResult | null>;
type Run = ReturnType<typeof createOperations>;

/** Runs each operation with a client of its own, and reads the result out of it. */
function createOperations({ readCredential, request, now }: TokenClientDependencies) {
  return async (context: Context, ask: Operation): Promise<{ result: TokenResult; refreshToken?: string }> => {
    const { registration, tenantId } = context;
    const { authority, clientId } = registration;
    const networkClient = createMsalNetworkClient({ request, now }, context);
    const sdks = await import('../azure-sdks.ts');
    const client = new sdks.ConfidentialClientApplication({
      auth: { clientId, ...endpointsOf(authority, tenantId), ...(await readCredential(registration)) },
      system: { networkClient },
    });
    let answer: AuthenticationResult | null;
    try {
      answer = await ask(client);
    } catch (error) {
      throw networkClient.failure() ?? (error instanceof ConnectorError ? error : unreadable(error));
    }
    if (!answer?.accessToken || !answer.expiresOn) throw unavailable('Entra answered without an access token.');
    const cache = client.getTokenCache().serialize();
    const [uid, utid] = (answer.account?.homeAccountId ?? '').split('.');
    const refreshToken = networkClient.refreshToken();
    const result: TokenResult = {
      idTokenClaims: answer.idTokenClaims as Record<string, unknown>,
      ...(uid && utid && { clientInfo: { uid, utid } }),
      accessToken: answer.accessToken,
      expiresAt: answer.expiresOn,
      scopes: answer.scopes.map((scope) => scope.replace(/^https:\/\/[^/]+\//, '')),
      hasRefreshToken: holdsRefreshToken(cache, refreshToken),
      cache,
    };
    return { result, ...(refreshToken !== undefined && { refreshToken }) };
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

function foreign(what: string): ConnectorError {
  return new ConnectorError('sealed_record_refused', { cause: new Error(`${what} belongs to another person.`) });
}

/** MSAL's messages may quote the answer, so only the class and code are kept. */
function unreadable(error: unknown): ConnectorError {
  const { name, errorCode } = error as { name?: string; errorCode?: string };
  if (errorCode === 'nonce_mismatch')
    return new ConnectorError('sign_in_invalid', { cause: new Error('The nonce is another one.') });
  if (errorCode === 'refresh_token_expired')
    return new ConnectorError('consent_required', { cause: new Error(errorCode) });
  // There is one, as readRefreshToken found, but filed under another authority than that of the settings.
  if (errorCode === 'no_tokens_found')
    return new ConnectorError('client_credential_refused', {
      cause: new Error('The tokens belong to another ENTRA_AUTHORITY.'),
    });
  return unavailable(`${name ?? 'Error'} ${errorCode ?? ''}`.trim());
}

function unavailable(reason: string): ConnectorError {
  return new ConnectorError('entra_unavailable', { cause: new Error(reason), retryAfterSeconds: 30 });
}
