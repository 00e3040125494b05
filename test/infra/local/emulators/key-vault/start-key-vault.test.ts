import { constants, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto';
import tls from 'node:tls';
import { ManagedIdentityCredential } from '@azure/identity';
import { CryptographyClient, KeyClient } from '@azure/keyvault-keys';
import { SecretClient } from '@azure/keyvault-secrets';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCertificate } from '../../../../../infra/local/emulators/kit/certificate.ts';
import { startIdentity, type Identity } from '../../../../../infra/local/emulators/identity/start-identity.ts';
import { startKeyVault, type KeyVault } from '../../../../../infra/local/emulators/key-vault/start-key-vault.ts';
import { createTokenSigner } from '../../../../../infra/local/emulators/kit/token-signer.ts';
import { useIdentity } from '../../../../contract/use-identity.ts';

const tenantId = 'c0a7050c-0000-4000-8000-000000000001';
const entraUrl = 'https://localhost:7080';
const clientId = '1de71717-0000-4000-8000-000000000001';
const objectId = '0b1ec700-0000-4000-8000-000000000001';
const clientOptions = { disableChallengeResourceVerification: true, retryOptions: { maxRetries: 0 } };

const signer = await createTokenSigner();
const certificate = createCertificate(new Date());
let allowed: (dataAction: string) => boolean = () => true;
let vault: KeyVault;
let identity: Identity;
let keyClient: KeyClient;
let secretClient: SecretClient;
let credential: ManagedIdentityCredential;

beforeAll(async () => {
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificate.certificate]);
  const shared = { signer, tenantId, entraUrl, now: () => new Date(), port: 0 };
  identity = await startIdentity({ ...shared, identities: [{ clientId, objectId }] });
  const authorize = (who: string, dataAction: string) => who === objectId && allowed(dataAction);
  vault = await startKeyVault({ ...shared, certificate, authorize });
  useIdentity(identity.environment);
  credential = new ManagedIdentityCredential({ clientId });
  keyClient = new KeyClient(vault.url, credential, clientOptions);
  secretClient = new SecretClient(vault.url, credential, clientOptions);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([vault.close(), identity.close()]);
});

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

describe('secrets', () => {
  it('are set and read by name and by version', async () => {
    const first = await secretClient.setSecret('client-secret', 'one', { contentType: 'text/plain', tags: { a: 'b' } });
    const second = await secretClient.setSecret('client-secret', 'two');
    expect(await secretClient.getSecret('client-secret')).toMatchObject({ value: 'two', name: 'client-secret' });
    const version = first.properties.version ?? '';
    expect(await secretClient.getSecret('client-secret', { version })).toMatchObject({
      value: 'one',
      properties: { version, contentType: 'text/plain', enabled: true, tags: { a: 'b' } },
    });
    expect(second.properties.version).not.toBe(version);
  });

  it('list their versions over several pages, without values', async () => {
    for (let index = 0; index < 30; index += 1) vault.setSecret('many', String(index));
    const versions = await collect(secretClient.listPropertiesOfSecretVersions('many'));
    expect(new Set(versions.map(({ version }) => version)).size).toBe(30);
    expect(versions.every((one) => one.enabled && one.createdOn instanceof Date && !('value' in one))).toBe(true);
  });

  it('are refused while disabled and come back when enabled', async () => {
    const version = vault.setSecret('switched', 'x');
    await secretClient.updateSecretProperties('switched', version, { enabled: false });
    await expect(secretClient.getSecret('switched')).rejects.toMatchObject({
      statusCode: 403,
      code: 'Forbidden',
      details: { error: { innerError: { code: 'SecretDisabled' } } },
    });
    await secretClient.updateSecretProperties('switched', version, { enabled: true });
    expect((await secretClient.getSecret('switched')).value).toBe('x');
  });

  it('keep their dates and are given out after expiry', async () => {
    const notBefore = new Date('2020-01-01T00:00:00Z');
    const expiresOn = new Date('2020-06-01T00:00:00Z');
    await secretClient.setSecret('dated', 'x', { notBefore, expiresOn });
    expect((await secretClient.getSecret('dated')).properties).toMatchObject({ notBefore, expiresOn });
  });

  it('are 404 SecretNotFound when unknown, by name or by version', async () => {
    vault.setSecret('known', 'x');
    const notFound = { statusCode: 404, code: 'SecretNotFound' };
    await expect(secretClient.getSecret('none')).rejects.toMatchObject(notFound);
    await expect(secretClient.getSecret('known', { version: '0'.repeat(32) })).rejects.toMatchObject(notFound);
  });
});

describe('keys', () => {
  it('are created, rotated and listed', async () => {
    const created = await keyClient.createRsaKey('token-key', { keySize: 2048 });
    const rotated = await keyClient.rotateKey('token-key');
    expect((await keyClient.getKey('token-key')).properties.version).toBe(rotated.properties.version);
    const version = created.properties.version ?? '';
    expect((await keyClient.getKey('token-key', { version })).key).toMatchObject({ kty: 'RSA', n: created.key?.n });
    const versions = await collect(keyClient.listPropertiesOfKeyVersions('token-key'));
    expect(new Set(versions.map((one) => one.version))).toEqual(new Set([version, rotated.properties.version]));
    expect((await collect(keyClient.listPropertiesOfKeys())).map(({ name }) => name)).toContain('token-key');
  });

  it('never show a private part', async () => {
    await vault.createKey('private');
    const { key } = (await (await fetch(`${vault.url}/__vault/keys/private`)).json()) as { key: object };
    expect(Object.keys(key).toSorted()).toEqual(['e', 'key_ops', 'kid', 'kty', 'n']);
  });

  it('unwrap what was wrapped on this side with the public key', async () => {
    await vault.createKey('local-wrap');
    const key = await keyClient.getKey('local-wrap');
    const { n, e } = key.key ?? {};
    const jwk = {
      kty: 'RSA',
      n: Buffer.from(n ?? []).toString('base64url'),
      e: Buffer.from(e ?? []).toString('base64url'),
    };
    const secret = randomBytes(32);
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const wrapped = publicEncrypt(
      { key: createPublicKey({ key: jwk, format: 'jwk' }), padding, oaepHash: 'sha256' },
      secret,
    );
    const client = new CryptographyClient(key.id ?? '', credential, clientOptions);
    expect(Buffer.from((await client.unwrapKey('RSA-OAEP-256', wrapped)).result)).toEqual(secret);
    await expect(client.unwrapKey('RSA-OAEP', wrapped)).rejects.toMatchObject({ statusCode: 400 });
  });

  it.each(['RSA-OAEP-256', 'RSA-OAEP'] as const)('wrap, unwrap, encrypt and decrypt with %s', async (algorithm) => {
    await vault.createKey('remote');
    const client = new CryptographyClient((await keyClient.getKey('remote')).id ?? '', credential, clientOptions);
    const secret = randomBytes(32);
    const { result: wrapped } = await client.wrapKey(algorithm, secret);
    expect(Buffer.from((await client.unwrapKey(algorithm, wrapped)).result)).toEqual(secret);
    const { result: encrypted } = await client.encrypt({ algorithm, plaintext: secret });
    const decrypted = await client.decrypt({ algorithm, ciphertext: encrypted });
    expect(Buffer.from(decrypted.result)).toEqual(secret);
  });

  it('keep old versions usable after a rotation and refuse the version that is disabled', async () => {
    const oldVersion = await vault.createKey('rotated');
    const old = new CryptographyClient(`${vault.url}/keys/rotated/${oldVersion}`, credential, clientOptions);
    const { result: wrapped } = await old.wrapKey('RSA-OAEP-256', randomBytes(32));
    await vault.rotateKey('rotated');
    expect((await old.unwrapKey('RSA-OAEP-256', wrapped)).result).toHaveLength(32);
    await keyClient.updateKeyProperties('rotated', oldVersion, { enabled: false });
    await expect(old.unwrapKey('RSA-OAEP-256', wrapped)).rejects.toMatchObject({
      statusCode: 403,
      code: 'Forbidden',
      details: { error: { innerError: { code: 'KeyDisabled' } } },
    });
    vault.enableKeyVersion('rotated', oldVersion);
    expect((await old.unwrapKey('RSA-OAEP-256', wrapped)).result).toHaveLength(32);
  });

  it('unwrap but do not wrap after expiry', async () => {
    await vault.createKey('expired', { attributes: { exp: 1_600_000_000 } });
    const { n, e } = (await keyClient.getKey('expired')).key ?? {};
    expect([n?.length, e?.length]).toEqual([256, 3]);
    const body = { alg: 'RSA-OAEP-256', value: 'AAAA' };
    const url = `${vault.url}/__vault/keys/expired`;
    const wrap = await fetch(`${url}/wrapkey`, { method: 'POST', body: JSON.stringify(body) });
    expect([wrap.status, await wrap.json()]).toMatchObject([403, { error: { innererror: { code: 'KeyExpired' } } }]);
    const unwrap = await fetch(`${url}/unwrapkey`, { method: 'POST', body: JSON.stringify(body) });
    expect(unwrap.status).toBe(400);
  });

  it('show and take a rotation policy', async () => {
    await vault.createKey('planned');
    expect((await keyClient.getKeyRotationPolicy('planned')).lifetimeActions).toMatchObject([{ action: 'Notify' }]);
    const policy = { expiresIn: 'P2Y', lifetimeActions: [{ action: 'Rotate' as const, timeAfterCreate: 'P18M' }] };
    await keyClient.updateKeyRotationPolicy('planned', policy);
    expect(await keyClient.getKeyRotationPolicy('planned')).toMatchObject(policy);
  });

  it('are 404 KeyNotFound when unknown', async () => {
    await expect(keyClient.getKey('none')).rejects.toMatchObject({ statusCode: 404, code: 'KeyNotFound' });
  });
});

describe('startKeyVault', () => {
  const claims = () => {
    const seconds = Math.floor(Date.now() / 1000);
    return { aud: 'https://vault.azure.net', tid: tenantId, oid: objectId, nbf: seconds - 60, exp: seconds + 60 };
  };
  const ask = (token?: string, path = '/keys?api-version=7.6') =>
    fetch(`${vault.url}${path}`, { headers: token ? { authorization: `Bearer ${token}` } : {} });

  it('challenges a request without a token and names Entra, tenant and resource', async () => {
    const answer = await ask();
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe(
      `Bearer authorization="${entraUrl}/${tenantId}", resource="https://vault.azure.net"`,
    );
    expect(await answer.json()).toMatchObject({ error: { code: 'Unauthorized' } });
  });

  it('challenges foreign, expired and misdirected tokens', async () => {
    expect((await ask(await signer.sign(claims()))).status).toBe(200);
    const other = await createTokenSigner();
    expect((await ask(await other.sign(claims()))).status).toBe(401);
    expect((await ask(await signer.sign({ ...claims(), exp: 1_700_000_000 }))).status).toBe(401);
    expect((await ask(await signer.sign({ ...claims(), aud: 'https://storage.azure.com' }))).status).toBe(401);
    expect((await ask(await signer.sign({ ...claims(), tid: 'another' }))).status).toBe(401);
  });

  it('asks for an api-version', async () => {
    const answer = await ask(await signer.sign(claims()), '/keys');
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'BadParameter' } }]);
  });

  it('asks whether the identity may do what it wants', async () => {
    await vault.createKey('guarded');
    allowed = (dataAction) => dataAction !== 'keys/unwrap/action';
    const client = new CryptographyClient((await keyClient.getKey('guarded')).id ?? '', credential, clientOptions);
    const { result } = await client.wrapKey('RSA-OAEP-256', randomBytes(32));
    await expect(client.unwrapKey('RSA-OAEP-256', result)).rejects.toMatchObject({
      statusCode: 403,
      details: { error: { innerError: { code: 'ForbiddenByRbac' } } },
    });
    allowed = () => true;
  });

  it('is seeded from another process without leaving a record', async () => {
    const before = vault.requests.length;
    await fetch(`${vault.url}/__vault/secrets/seeded`, { method: 'PUT', body: '{"value":"from outside"}' });
    const create = { method: 'POST', body: '{"kty":"RSA"}' };
    const created = await fetch(`${vault.url}/__vault/keys/outside/create`, create);
    const { key } = (await created.json()) as { key: { kid: string } };
    await fetch(`${vault.url}/__vault/keys/outside/rotate`, { method: 'POST' });
    const disable = { method: 'PATCH', body: '{"attributes":{"enabled":false}}' };
    await fetch(key.kid.replace('/keys/', '/__vault/keys/'), disable);
    expect(vault.requests).toHaveLength(before);
    expect((await secretClient.getSecret('seeded')).value).toBe('from outside');
    const versions = await collect(keyClient.listPropertiesOfKeyVersions('outside'));
    expect(new Set(versions.map(({ enabled }) => enabled))).toEqual(new Set([false, true]));
  });

  it('throttles when a fault says so', async () => {
    const body = { error: { code: 'Throttled', message: 'Request was not processed because too many were received.' } };
    vault.faults.add({ action: { kind: 'answer', status: 429, headers: { 'Retry-After': '1' }, body } });
    await expect(secretClient.getSecret('seeded')).rejects.toMatchObject({ statusCode: 429, code: 'Throttled' });
  });
});
