import { X509Certificate } from 'node:crypto';
import { ConfidentialClientApplication, InteractionRequiredAuthError, ServerError } from '@azure/msal-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildIdentityClaims } from '../../../../../infra/local/emulators/identity/build-identity-claims.ts';
import { createRsaCertificate } from './rsa-certificate.ts';
import {
  CALLBACK,
  CHALLENGE,
  FABRIKAM,
  HOST,
  IDENTITY_OBJECT_ID,
  NORTHWIND,
  startStage,
  VERIFIER,
  type Stage,
} from './stage.ts';
import { createVisitor, type Visitor } from './visitor.ts';

const certificate = createRsaCertificate();

let stage: Stage;
let visitor: Visitor;

beforeEach(async () => {
  stage = await startStage({ certificates: [certificate.certificate] });
  visitor = createVisitor();
});
afterEach(() => stage.entra.close());

type Credential = Partial<
  Record<'clientSecret', string> & { clientCertificate: object; clientAssertion: () => Promise<string> }
>;

function client(tenant: string, credential?: Credential): ConfidentialClientApplication {
  const { connector } = stage.registrations;
  return new ConfidentialClientApplication({
    auth: {
      clientId: connector.clientId,
      authority: `${stage.entra.url}/${tenant}`,
      knownAuthorities: [new URL(stage.entra.url).host],
      ...((credential ?? { clientSecret: connector.secrets[0]?.value ?? '' }) as { clientSecret: string }),
    },
  });
}

async function signIn(application: ConfidentialClientApplication, key: string, scopes: string[], hint?: string) {
  const url = await application.getAuthCodeUrl({
    scopes,
    redirectUri: CALLBACK,
    codeChallenge: CHALLENGE,
    codeChallengeMethod: 'S256',
    state: 'some state',
    nonce: 'some nonce',
    ...(hint === undefined ? { prompt: 'select_account' } : { loginHint: hint }),
  });
  let page = await visitor.open(url);
  if (!page.location && !page.buttons.includes('Accept'))
    page = await visitor.press(stage.directory.person(key).userPrincipalName);
  if (!page.location) page = await visitor.press('Accept');
  const query = new URL(page.location ?? '').searchParams;
  return application.acquireTokenByCode(
    { code: query.get('code') ?? '', scopes, redirectUri: CALLBACK, codeVerifier: VERIFIER, nonce: 'some nonce' },
    { code: query.get('code') ?? '', nonce: 'some nonce' },
  );
}

const MAIL = ['User.Read', 'Mail.Send'];

describe('msal-node against the local Entra', () => {
  it('signs a guest in at the host, then at home by the hint alone, and refreshes', async () => {
    const host = await signIn(client(HOST), 'ann', ['openid', 'profile']);
    const { objectId } = stage.directory.person('ann').home as { objectId: string };
    expect(host.account?.homeAccountId).toBe(`${objectId}.${FABRIKAM}`);
    expect(host.tenantId).toBe(HOST);
    const hint = (host.idTokenClaims as { login_hint: string }).login_hint;

    const application = client(FABRIKAM);
    const home = await signIn(application, 'ann', MAIL, hint);
    expect(home.account?.homeAccountId).toBe(`${objectId}.${FABRIKAM}`);
    expect(home.scopes).toEqual(expect.arrayContaining(MAIL));
    if (!home.account) throw new Error('no account');

    const cached = await application.acquireTokenSilent({ account: home.account, scopes: MAIL });
    expect([cached.fromCache, cached.accessToken]).toEqual([true, home.accessToken]);

    const restored = client(FABRIKAM);
    restored.getTokenCache().deserialize(application.getTokenCache().serialize());
    const fresh = await restored.acquireTokenSilent({ account: home.account, scopes: MAIL, forceRefresh: true });
    expect(fresh.fromCache).toBe(false);
    expect(await stage.signer.verify(fresh.accessToken, 'https://graph.microsoft.com')).toMatchObject({
      tid: FABRIKAM,
      oid: objectId,
    });
  });

  it('proves itself by certificate and by the token of a managed identity', async () => {
    const thumbprintSha256 = new X509Certificate(certificate.certificate).fingerprint256.replaceAll(':', '');
    const { privateKey } = certificate;
    const byCertificate = client(HOST, { clientCertificate: { thumbprintSha256, privateKey } });
    expect((await signIn(byCertificate, 'ann', ['openid', 'profile'])).tenantId).toBe(HOST);

    const byIdentity = client(HOST, {
      clientAssertion: () =>
        stage.signer.sign(
          buildIdentityClaims({
            identity: { clientId: '1de27117-0000-4000-8000-0000000000f2', objectId: IDENTITY_OBJECT_ID },
            resource: 'api://AzureADTokenExchange',
            entraUrl: stage.entra.url,
            tenantId: HOST,
            now: stage.now(),
          }),
        ),
    });
    expect((await signIn(byIdentity, 'mia', ['openid', 'profile'])).account?.username).toBe('mia@contoso.com');
  });

  it('gets an app-only token', async () => {
    const { erp, connector } = stage.registrations;
    const application = new ConfidentialClientApplication({
      auth: {
        clientId: erp.clientId,
        authority: `${stage.entra.url}/${HOST}`,
        knownAuthorities: [new URL(stage.entra.url).host],
        clientSecret: erp.secrets[0]?.value ?? '',
      },
    });
    const result = await application.acquireTokenByClientCredential({ scopes: [`${connector.clientId}/.default`] });
    expect((await stage.signer.verify(result?.accessToken ?? '', connector.clientId))?.roles).toEqual([
      'Mail.Send.AsUser',
      'Senders.Manage',
    ]);
  });

  it('reports refusals in the classes the connector tells apart', async () => {
    const application = client(FABRIKAM);
    const { account } = await signIn(application, 'ann', MAIL);
    if (!account) throw new Error('no account');
    const silent = () =>
      application.acquireTokenSilent({ account, scopes: MAIL, forceRefresh: true }).then(
        () => undefined,
        (error: unknown) => error,
      );

    stage.entra.changePerson('ann', { isBlockedByPolicy: true });
    const blocked = await silent();
    expect(blocked).toBeInstanceOf(InteractionRequiredAuthError);
    expect(blocked).toMatchObject({ errorCode: 'invalid_grant', subError: 'message_only', errorNo: 53003 });
    stage.entra.changePerson('ann', { isBlockedByPolicy: false });

    stage.entra.withdrawConsent({ person: 'ann' });
    expect(await silent()).toMatchObject({ errorCode: 'invalid_grant', subError: 'consent_required' });
    stage.entra.grantConsent({
      tenantId: 'fabrikam.com',
      clientId: stage.registrations.connector.clientId,
      person: 'ann',
      scopes: ['openid', 'profile', 'offline_access', ...MAIL],
    });

    stage.entra.revokeRefreshTokens('ann');
    const revoked = await silent();
    expect(revoked).toBeInstanceOf(ServerError);
    expect(revoked).not.toBeInstanceOf(InteractionRequiredAuthError);
    expect(revoked).toMatchObject({ errorCode: 'invalid_grant', errorNo: 50173 });

    stage.entra.expireSecrets(stage.registrations.connector.clientId);
    expect(await silent()).toMatchObject({ errorCode: 'invalid_client', errorNo: 7000222 });
  });

  it('works at organizations and by the name of a domain', async () => {
    expect((await signIn(client('organizations'), 'ben', MAIL)).tenantId).toBe(FABRIKAM);
    stage.entra.grantConsent({
      tenantId: NORTHWIND,
      clientId: stage.registrations.connector.clientId,
      scopes: ['openid', 'profile', 'offline_access', ...MAIL],
    });
    expect((await signIn(client('northwindtraders.com'), 'noa', MAIL)).tenantId).toBe(NORTHWIND);
  });
});
