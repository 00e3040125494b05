/** The token client against a local Entra in which Ann and Ben have connected, and what tests ask of it again and again. */
import type { ClientCredential } from '../../../../shared/azure/entra/client-credential.ts';
import { createTokenClient } from '../../../../shared/azure/entra/msal-token-client.ts';
import type { ConnectorError } from '../../../../shared/errors.ts';
import { createHttpClient } from '../../../../shared/http/http-client.ts';
import type { TokenClient, TokenResult } from '../../../../shared/oauth/token-client.ts';
import {
  CALLBACK,
  connect,
  FABRIKAM,
  HOST,
  signIn,
  startStage,
  VERIFIER,
} from '../../../infra/local/emulators/entra/stage.ts';

export const scopes = ['openid', 'profile', 'offline_access', 'User.Read', 'Mail.Send'];
export const request = createHttpClient().entra;
export type Refresh = Omit<Parameters<TokenClient['refresh']>[0], 'registration'>;

export const homeOf = (result: TokenResult) => ({
  homeTenantId: FABRIKAM,
  homeObjectId: result.clientInfo?.uid ?? '',
});

export async function caught(attempt: Promise<unknown>): Promise<ConnectorError> {
  return attempt.then(
    () => Promise.reject(new Error('It was not refused.')),
    (error: ConnectorError) => error,
  );
}

export function refreshTokensOf(cache: string): string[] {
  const { RefreshToken } = JSON.parse(cache) as { RefreshToken: Record<string, { secret: string }> };
  return Object.values(RefreshToken).map((record) => record.secret);
}

/** Starts Entra on a free port; the file that starts it closes it. */
export async function startTokenClientStage() {
  const stage = await startStage();
  const secret = stage.registrations.connector.secrets[0]?.value ?? '';

  /** The token client of the one app registration. */
  function create(changes: { credential?: ClientCredential; request?: typeof request } = {}) {
    const { clientId } = stage.registrations.connector;
    const registration = { clientId, authority: stage.entra.url, credential: 'secret' } as const;
    const readCredential = async () => changes.credential ?? { clientSecret: secret };
    const client = createTokenClient({ readCredential, request: changes.request ?? request, now: stage.now });
    type Exchange = Parameters<typeof client.exchangeAuthorizationCode>[0];
    return {
      exchangeAuthorizationCode: (given: Omit<Exchange, 'registration'>) =>
        client.exchangeAuthorizationCode({ registration, ...given }),
      refresh: (given: Refresh) => client.refresh({ registration, ...given }),
    };
  }
  type Client = ReturnType<typeof create>;

  async function redeem(key: string, tenantId = FABRIKAM, changes: Record<string, unknown> = {}): Promise<TokenResult> {
    const { client = create(), ...more } = changes as { client?: Client };
    const wanted = tenantId === HOST ? ['openid', 'profile'] : scopes;
    const query = await signIn(stage, tenantId, key, { scope: wanted.join(' ') });
    const code = query.get('code') ?? '';
    const exchange = {
      tenantId,
      code,
      codeVerifier: VERIFIER,
      nonce: 'some nonce',
      redirectUri: CALLBACK,
      scopes: wanted,
    };
    return client.exchangeAuthorizationCode({ ...exchange, ...more });
  }

  const [annBody, benBody] = [await connect(stage, FABRIKAM, 'ann'), await connect(stage, FABRIKAM, 'ben')];
  const [ann, ben] = [await redeem('ann'), await redeem('ben')];
  const { entra } = stage;
  return {
    stage,
    secret,
    annBody,
    benBody,
    ann,
    ben,
    create,
    redeem,
    refresh: async (client = create(), changes: object = {}) =>
      client.refresh({ ...homeOf(ann), cache: ann.cache, scopes, ...changes }),
    refuse: (status: number, answer: unknown, headers = {}) =>
      entra.faults.add({ path: '/token', action: { kind: 'answer', status, body: answer, headers } }),
    tokenRequests: () =>
      entra.requests.filter(({ path }) => path.includes('/token')).map((one) => new URLSearchParams(one.body)),
    /** Before each test. */
    reset() {
      entra.faults.clear();
      entra.requests.length = 0;
    },
  };
}
