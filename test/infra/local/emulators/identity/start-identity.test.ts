import { ManagedIdentityCredential } from '@azure/identity';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startIdentity, type Identity } from '../../../../../infra/local/emulators/identity/start-identity.ts';
import { createTokenSigner } from '../../../../../infra/local/emulators/kit/token-signer.ts';
import { useIdentity } from '../../../../contract/use-identity.ts';

const tenantId = 'c0a7050c-0000-4000-8000-000000000001';
const entraUrl = 'https://localhost:7080';
const assigned = {
  clientId: '1de71717-0000-4000-8000-000000000001',
  objectId: '0b1ec700-0000-4000-8000-000000000001',
};
const system = {
  clientId: '1de71717-0000-4000-8000-000000000002',
  objectId: '0b1ec700-0000-4000-8000-000000000002',
  isSystemAssigned: true,
};
const signer = await createTokenSigner();
let identity: Identity;

beforeAll(async () => {
  identity = await startIdentity({
    port: 0,
    signer,
    identities: [assigned, system],
    entraUrl,
    tenantId,
    now: () => new Date(),
  });
  useIdentity(identity.environment);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await identity.close();
});

async function ask(query: Record<string, string>, header = identity.environment.IDENTITY_HEADER) {
  const parameters = new URLSearchParams({
    'api-version': '2019-08-01',
    resource: 'https://vault.azure.net',
    client_id: assigned.clientId,
    ...query,
  });
  const answer = await fetch(`${identity.environment.IDENTITY_ENDPOINT}?${parameters}`, {
    headers: header ? { 'X-IDENTITY-HEADER': header } : {},
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
}

describe('startIdentity', () => {
  it('gives the unmodified SDK a storage token of the user-assigned identity', async () => {
    const credential = new ManagedIdentityCredential({ clientId: assigned.clientId });
    const { token, expiresOnTimestamp } = await credential.getToken('https://storage.azure.com/.default');
    const claims = await signer.verify(token, 'https://storage.azure.com');
    expect(claims).toMatchObject({
      iss: `https://sts.windows.net/${tenantId}/`,
      oid: assigned.objectId,
      appid: assigned.clientId,
      tid: tenantId,
    });
    expect(expiresOnTimestamp).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  });

  it('gives the unmodified SDK the system-assigned identity when no client id is named', async () => {
    const { token } = await new ManagedIdentityCredential().getToken('https://vault.azure.net/.default');
    expect(await signer.verify(token, 'https://vault.azure.net')).toMatchObject({ oid: system.objectId });
  });

  it('gives a federated credential whose issuer and subject an app registration can name', async () => {
    const credential = new ManagedIdentityCredential({ clientId: assigned.clientId });
    const { token } = await credential.getToken('api://AzureADTokenExchange/.default');
    expect(await signer.verify(token, 'api://AzureADTokenExchange')).toMatchObject({
      iss: `${entraUrl}/${tenantId}/v2.0`,
      sub: assigned.objectId,
    });
  });

  it('answers in the words of the protocol', async () => {
    const { status, body } = await ask({ resource: 'https://monitor.azure.com/' });
    expect(status).toBe(200);
    expect(Object.keys(body).toSorted()).toEqual(['access_token', 'client_id', 'expires_on', 'resource', 'token_type']);
    expect(body).toMatchObject({ token_type: 'Bearer', resource: 'https://monitor.azure.com/' });
    expect(body.expires_on).toMatch(/^\d{10}$/);
  });

  it('refuses a missing and a wrong header with 401', async () => {
    expect((await ask({}, '')).status).toBe(401);
    expect((await ask({}, 'guessed')).status).toBe(401);
  });

  it.each([
    ['an unknown client id', { client_id: '1de71717-0000-4000-8000-0000000000ff' }],
    ['an unknown resource', { resource: 'https://graph.microsoft.com' }],
    ['a missing resource', { resource: '' }],
    ['an unknown version of the protocol', { 'api-version': '2017-09-01' }],
    ['a resource id it does not have', { mi_res_id: '/subscriptions/none' }],
  ])('refuses %s with 400', async (_name, query) => {
    const { status, body } = await ask(query);
    expect([status, body.statusCode]).toEqual([400, 400]);
    expect(body.access_token).toBeUndefined();
  });

  it('refuses the system-assigned identity where none exists', async () => {
    const alone = await startIdentity({
      port: 0,
      signer,
      identities: [assigned],
      entraUrl,
      tenantId,
      now: () => new Date(),
      header: 'KNOWN',
    });
    const answer = await fetch(`${alone.url}/msi/token?api-version=2019-08-01&resource=https://vault.azure.net`, {
      headers: { 'X-IDENTITY-HEADER': 'KNOWN' },
    });
    await alone.close();
    expect(answer.status).toBe(400);
  });
});
