import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { ManagedIdentityCredential, type TokenCredential } from '@azure/identity';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCertificate } from '../../../../infra/local/emulators/kit/certificate.ts';
import { startIdentity, type Identity } from '../../../../infra/local/emulators/identity/start-identity.ts';
import { createClientCredentials, type ClientCredential } from '../../../../shared/azure/entra/client-credential.ts';
import { createTokenClient } from '../../../../shared/azure/entra/msal-token-client.ts';
import { ConnectorError } from '../../../../shared/errors.ts';
import { createHttpClient } from '../../../../shared/http/http-client.ts';
import { CLIENT_CREDENTIAL_CACHE_SECONDS } from '../../../../shared/limits.ts';
import { TimeLimit } from '../../../../shared/time-limit.ts';
import type { Registration } from '../../../../shared/tenants/registration.ts';
import { createManualClock } from '../../../fakes/manual-clock.ts';
import { createRsaCertificate } from '../../../infra/local/emulators/entra/rsa-certificate.ts';
import {
  CALLBACK,
  FABRIKAM,
  HOST,
  IDENTITY_OBJECT_ID,
  signIn,
  startStage,
  VERIFIER,
  type Stage,
} from '../../../infra/local/emulators/entra/stage.ts';
import { useIdentity } from '../../../contract/use-identity.ts';

const certificate = createRsaCertificate();
const other = createRsaCertificate();
const elliptic = createCertificate(new Date());
const pem = `${certificate.privateKey}\n${certificate.certificate}`;
const scopes = ['openid', 'profile', 'offline_access', 'User.Read', 'Mail.Send'];
const nobody: TokenCredential = { getToken: () => Promise.reject(new Error('No identity is asked.')) };
let clock = createManualClock();
let secrets: Record<string, string | Error> = {};
let reads: string[] = [];
beforeEach(() => {
  clock = createManualClock();
  secrets = {};
  reads = [];
});

function create(
  credential: Registration['credential'],
  {
    managedIdentity = nobody,
    entraAuthority: authority = 'https://login.microsoftonline.com',
    clientSecretName: secretName = 'client-secret',
  } = {},
): () => Promise<ClientCredential> {
  const readCredential = createClientCredentials({
    async readSecret(name) {
      reads.push(name);
      const value = secrets[name];
      if (typeof value === 'string') return value;
      throw value ?? new ConnectorError('vault_access_refused');
    },
    managedIdentity,
    now: clock.now,
  });
  return () => readCredential({ clientId: 'c022ec70-0000-4000-8000-00000000c001', authority, credential, secretName });
}
const assertionOf = (credential: ClientCredential) =>
  'clientAssertion' in credential ? credential.clientAssertion : undefined;

describe('createClientCredentials', () => {
  it('reads the secret as it is stored, once for everybody', async () => {
    secrets['client-secret'] = 'abc8Q~def';
    const credential = create('secret');
    const all = await Promise.all(Array.from({ length: 20 }, credential));
    expect(new Set(all.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify({ clientSecret: 'abc8Q~def' })]),
    );
    expect(reads).toEqual(['client-secret']);
  });

  it('takes a secret that was written from a file, with the end of its line', async () => {
    secrets['client-secret'] = 'abc8Q~def\r\n';
    expect(await create('secret')()).toEqual({ clientSecret: 'abc8Q~def' });
  });

  it('picks a renewed secret up within CLIENT_CREDENTIAL_CACHE_SECONDS', async () => {
    secrets['client-secret'] = 'old';
    const credential = create('secret');
    await credential();
    secrets['client-secret'] = 'new';
    clock.pass(CLIENT_CREDENTIAL_CACHE_SECONDS - 1);
    expect(await credential()).toEqual({ clientSecret: 'old' });
    clock.pass(1);
    expect(await credential()).toEqual({ clientSecret: 'new' });
  });

  it.each(['secret', 'certificate'] as const)(
    'passes on what the vault says about a %s, and remembers no failure',
    async (kind) => {
      const credential = create(kind);
      for (const code of ['vault_unavailable', 'vault_access_refused'] as const) {
        secrets['client-secret'] = new ConnectorError(code);
        await expect(credential()).rejects.toMatchObject({ code });
      }
      secrets['client-secret'] = pem;
      expect(await credential()).toBeDefined();
    },
  );

  it('reads a certificate with its key and chain', async () => {
    secrets['client-secret'] = `${pem}\n${other.certificate}`;
    const credential = await create('certificate')();
    if (!('clientCertificate' in credential)) throw new Error('It is no certificate.');
    const { privateKey, thumbprintSha256, x5c } = credential.clientCertificate;
    expect(privateKey).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    expect(thumbprintSha256).toMatch(/^[0-9A-F]{64}$/);
    expect(x5c.match(/BEGIN CERTIFICATE/g)?.length).toBe(2);
  });

  it.each([
    ['nothing readable', () => 'abc8Q~def'],
    ['a key only', () => certificate.privateKey],
    ['a certificate only', () => certificate.certificate],
    ['the key of another certificate', () => `${other.privateKey}\n${certificate.certificate}`],
    ['a certificate that cannot sign RS256', () => `${elliptic.privateKey}\n${elliptic.certificate}`],
    ['a broken certificate', () => pem.replace('MII', 'ABC')],
    ['an encrypted key', () => `${encryptedKey()}\n${certificate.certificate}`],
  ])('refuses a secret that holds %s, without quoting it', async (_case, value) => {
    secrets['client-secret'] = value();
    const error: unknown = await create('certificate')().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'client_credential_refused' });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toMatch(/BEGIN|8Q~|MII/);
  });

  it.each([
    ['https://login.microsoftonline.com', 'api://AzureADTokenExchange/.default'],
    ['https://login.microsoftonline.us', 'api://AzureADTokenExchangeUSGov/.default'],
    ['https://login.partner.microsoftonline.cn', 'api://AzureADTokenExchangeChina/.default'],
    ['https://login.chinacloudapi.cn', 'api://AzureADTokenExchangeChina/.default'],
  ])('asks the identity at %s for %s, and reads no secret', async (entraAuthority, scope) => {
    const asked: unknown[] = [];
    const managedIdentity: TokenCredential = {
      getToken: async (wanted) => (asked.push(wanted), { token: `assertion ${asked.length}`, expiresOnTimestamp: 0 }),
    };
    const assert = assertionOf(await create('federated', { managedIdentity, entraAuthority })());
    expect([await assert?.(), await assert?.()]).toEqual(['assertion 1', 'assertion 2']);
    expect([asked, reads]).toEqual([[scope, scope], []]);
  });

  it('falls back to nothing when the identity gives no assertion', async () => {
    secrets['client-secret'] = 'abc8Q~def';
    const managedIdentity: TokenCredential = { getToken: async () => null };
    const credential = await create('federated', { managedIdentity })();
    expect(Object.keys(credential)).toEqual(['clientAssertion']);
    await expect(assertionOf(credential)?.()).rejects.toMatchObject({ code: 'entra_unavailable' });
    expect(reads).toEqual([]);
  });
});

describe('a federated credential whose identity gives no token', () => {
  const refusalOf = async (thrown: Error) => {
    const managedIdentity: TokenCredential = { getToken: () => Promise.reject(thrown) };
    return assertionOf(await create('federated', { managedIdentity })())?.().catch((error: unknown) => error);
  };
  const answered = (status: number) =>
    Object.assign(new Error('quoted'), { name: 'CredentialUnavailableError', statusCode: status });

  it.each([400, 401, 403, 404])('is the operator to put right after a %i of the endpoint', async (status) => {
    expect(await refusalOf(answered(status))).toMatchObject({ code: 'client_credential_refused' });
  });

  it.each([0, 429, 500, 503])('passes after a %i of the endpoint', async (status) => {
    expect(await refusalOf(answered(status))).toMatchObject({ code: 'entra_unavailable' });
  });

  it('says that the managed identity was too slow', async () => {
    const late = new Error('The managed identity gave no token in time.', { cause: new TimeLimit(3_000) });
    const refusal = await refusalOf(late);
    expect(refusal).toMatchObject({ code: 'entra_unavailable' });
    expect((refusal as Error).cause).toMatchObject({ message: 'The managed identity gave no assertion in time.' });
  });
});

describe('each credential at the local Entra', () => {
  let stage: Stage;
  let identity: Identity;
  beforeAll(async () => {
    stage = await startStage({ certificates: [certificate.certificate] });
    identity = await startIdentity({
      port: 0,
      signer: stage.signer,
      identities: [{ clientId: '1de27117-0000-4000-8000-0000000000f2', objectId: IDENTITY_OBJECT_ID }],
      entraUrl: stage.entra.url,
      tenantId: HOST,
      now: stage.now,
    });
    useIdentity(identity.environment);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await Promise.all([stage.entra.close(), identity.close()]);
  });

  async function connectAndRefresh(credential: () => Promise<ClientCredential>) {
    const { clientId } = stage.registrations.connector;
    const registration: Registration = { clientId, authority: stage.entra.url, credential: 'federated' };
    const client = createTokenClient({
      readCredential: credential,
      request: createHttpClient().entra,
      now: stage.now,
    });
    const code = (await signIn(stage, FABRIKAM, 'ann', { scope: scopes.join(' ') })).get('code') ?? '';
    const exchange = {
      registration,
      tenantId: FABRIKAM,
      code,
      codeVerifier: VERIFIER,
      nonce: 'some nonce',
      redirectUri: CALLBACK,
      scopes,
    };
    const { clientInfo, cache } = await client.exchangeAuthorizationCode(exchange);
    const homeObjectId = clientInfo?.uid ?? '';
    return client.refresh({ registration, homeTenantId: FABRIKAM, homeObjectId, cache, scopes });
  }
  const identityCredential = () => new ManagedIdentityCredential({ clientId: '1de27117-0000-4000-8000-0000000000f2' });
  const lastForm = () =>
    new URLSearchParams(stage.entra.requests.findLast(({ path }) => path.includes('/token'))?.body);

  it('signs in by secret', async () => {
    secrets['client-secret'] = stage.registrations.connector.secrets[0]?.value ?? '';
    expect((await connectAndRefresh(create('secret'))).hasRefreshToken).toBe(true);
    expect(lastForm().get('client_secret')).toBe(secrets['client-secret']);
  });

  it('signs in by certificate, without a secret', async () => {
    secrets['client-secret'] = pem;
    expect((await connectAndRefresh(create('certificate'))).hasRefreshToken).toBe(true);
    expect([lastForm().has('client_secret'), lastForm().has('client_assertion')]).toEqual([false, true]);
  });

  it('signs in by its managed identity, without a secret', async () => {
    const managedIdentity = identityCredential();
    expect((await connectAndRefresh(create('federated', { managedIdentity }))).hasRefreshToken).toBe(true);
    expect([lastForm().has('client_secret'), lastForm().has('client_assertion')]).toEqual([false, true]);
    expect(reads).toEqual([]);
  });

  it('is refused with a certificate that is not registered, and says that the operator must act', async () => {
    secrets['client-secret'] = `${other.privateKey}\n${other.certificate}`;
    await expect(connectAndRefresh(create('certificate'))).rejects.toMatchObject({ code: 'client_credential_refused' });
  });

  it('is refused by the old secret and works again with the new one, five minutes later', async () => {
    const { clientId } = stage.registrations.connector;
    secrets['client-secret'] = stage.registrations.connector.secrets[0]?.value ?? '';
    const credential = create('secret');
    await connectAndRefresh(credential);
    stage.entra.removeSecrets(clientId);
    secrets['client-secret'] = stage.entra.addSecret(clientId).value;
    await expect(connectAndRefresh(credential)).rejects.toMatchObject({ code: 'client_credential_refused' });
    clock.pass(CLIENT_CREDENTIAL_CACHE_SECONDS);
    expect((await connectAndRefresh(credential)).hasRefreshToken).toBe(true);
  });

  it('reports an outage when the identity endpoint is away, and quotes nothing', async () => {
    const managedIdentity: TokenCredential = { getToken: () => Promise.reject(new Error('secret detail')) };
    const error: unknown = await connectAndRefresh(create('federated', { managedIdentity })).catch(
      (caught: unknown) => caught,
    );
    expect(error).toMatchObject({ code: 'entra_unavailable' });
    expect(inspect(error, { depth: 20 })).not.toContain('secret detail');
  });
});

function encryptedKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
}
