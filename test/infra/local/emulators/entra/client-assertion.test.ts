import { createPrivateKey, X509Certificate } from 'node:crypto';
import { SignJWT, type JWTPayload } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildIdentityClaims } from '../../../../../infra/local/emulators/identity/build-identity-claims.ts';
import { createRsaCertificate } from './rsa-certificate.ts';
import { HOST, FABRIKAM, IDENTITY_OBJECT_ID, postToken, startStage, type Stage } from './stage.ts';

const own = createRsaCertificate();
const foreign = createRsaCertificate();

let stage: Stage;

beforeEach(async () => {
  stage = await startStage({ certificates: [own.certificate] });
});
afterEach(() => stage.entra.close());

function send(client_assertion: string, tenant = HOST) {
  const { clientId } = stage.registrations.connector;
  return postToken(stage, tenant, {
    grant_type: 'client_credentials',
    client_id: clientId,
    scope: `${clientId}/.default`,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion,
  });
}

interface Signing {
  with?: typeof own;
  named?: typeof own;
  header?: 'x5t' | 'x5t#S256';
  alg?: string;
}

function sign(changes: JWTPayload = {}, signing: Signing = {}): Promise<string> {
  const { clientId } = stage.registrations.connector;
  const seconds = Math.floor(stage.now().getTime() / 1000);
  const certificate = new X509Certificate((signing.named ?? own).certificate);
  const header = signing.header ?? 'x5t#S256';
  const fingerprint = header === 'x5t' ? certificate.fingerprint : certificate.fingerprint256;
  return new SignJWT({
    iss: clientId,
    sub: clientId,
    aud: `${stage.entra.url}/${HOST}/oauth2/v2.0/token`,
    nbf: seconds,
    exp: seconds + 600,
    ...changes,
  })
    .setProtectedHeader({
      alg: signing.alg ?? 'PS256',
      [header]: Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64url'),
    })
    .sign(createPrivateKey((signing.with ?? own).privateKey));
}

describe('checkClientAssertion', () => {
  it('takes an assertion signed by a registered certificate, by either thumbprint', async () => {
    expect((await send(await sign())).status).toBe(200);
    const answer = await send(await sign({}, { header: 'x5t', alg: 'RS256' }));
    expect(answer.status).toBe(200);
    expect((await stage.signer.verify(answer.body.access_token))?.azpacr).toBe('2');
    expect((await send(await sign({ aud: `${stage.entra.url}/${HOST}/v2.0` }))).status).toBe(200);
  });

  it('refuses an unregistered certificate and a foreign signature with AADSTS700027', async () => {
    const refusal = { status: 401, body: { error: 'invalid_client', error_codes: [700027] } };
    expect(await send(await sign({}, { with: foreign, named: foreign }))).toMatchObject(refusal);
    expect(await send(await sign({}, { with: foreign }))).toMatchObject(refusal);
    stage.pass(400 * 86_400_000);
    expect(await send(await sign())).toMatchObject(refusal);
  });

  it('refuses what is no token, for another client, for another authority, or out of time', async () => {
    const code = async (assertion: string, tenant?: string) => (await send(assertion, tenant)).body.error_codes;
    expect(await code('not.a.token')).toEqual([50027]);
    const { clientId } = stage.registrations.erp;
    expect(await code(await sign({ iss: clientId, sub: clientId }))).toEqual([700021]);
    expect(await code(await sign({ sub: clientId }))).toEqual([700021]);
    expect(await code(await sign({ aud: 'https://elsewhere.example/' }))).toEqual([700023]);
    expect(await code(await sign(), FABRIKAM)).toEqual([700023]);
    const seconds = Math.floor(stage.now().getTime() / 1000);
    expect(await code(await sign({ exp: seconds - 301 }))).toEqual([700024]);
    expect(await code(await sign({ nbf: seconds + 400 }))).toEqual([700024]);
  });

  const federated = (changes: JWTPayload = {}, objectId = IDENTITY_OBJECT_ID) => {
    const claims = buildIdentityClaims({
      identity: { clientId: '1de27117-0000-4000-8000-0000000000f2', objectId },
      resource: 'api://AzureADTokenExchange',
      entraUrl: stage.entra.url,
      tenantId: HOST,
      now: stage.now(),
    });
    return stage.signer.sign({ ...claims, ...changes });
  };

  it('takes the token of the managed identity that the registration trusts', async () => {
    expect((await send(await federated())).status).toBe(200);
    expect((await send(await federated({ aud: 'fb60f99c-7a34-4190-8149-302f77469936' }))).status).toBe(200);
  });

  it('refuses another issuer, subject, audience, signature, time and a token of a person', async () => {
    const refusal = async (assertion: string) => {
      const { status, body } = await send(assertion);
      expect([status, body.error]).toEqual([401, 'invalid_client']);
      return body.error_codes[0] as number;
    };
    expect(await refusal(await federated({ iss: `${stage.entra.url}/${FABRIKAM}/v2.0` }))).toBe(700211);
    expect(await refusal(await federated({}, '1de27117-0000-4000-8000-0000000000ff'))).toBe(700213);
    expect(await refusal(await federated({ aud: 'https://vault.azure.net' }))).toBe(700212);
    expect(await refusal(await federated({ exp: 1_000 }))).toBe(700024);
    expect(await refusal(await federated({ idtyp: 'user' }))).toBe(700229);
    const [head, , signature] = (await federated()).split('.');
    const body = Buffer.from(JSON.stringify({ ...JSON.parse(readPayload(await federated())), exp: 9_999_999_999 }));
    expect(await refusal(`${head}.${body.toString('base64url')}.${signature}`)).toBe(50027);
    stage.registrations.connector.federatedCredentials = [];
    expect(await refusal(await federated())).toBe(700211);
  });
});

function readPayload(token: string): string {
  return Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
}
