import { constants, generateKeyPairSync, publicEncrypt } from 'node:crypto';
import { inspect } from 'node:util';
import { ManagedIdentityCredential, type TokenCredential } from '@azure/identity';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultAction } from '../../../../infra/local/emulators/kit/fault.ts';
import { createKeyVaultKeys } from '../../../../shared/azure/key-vault/key-vault-keys.ts';
import type { ConnectorError } from '../../../../shared/errors.ts';
import { KEY_VERSION_CLIENTS_MAX, PUBLIC_KEY_CACHE_SECONDS } from '../../../../shared/limits.ts';
import type { KeyEncryptionKeys, KeyReference } from '../../../../shared/vault/key-encryption-key.ts';
import { startVaultStack } from '../../../contract/key-vault.ts';
import { createManualClock } from '../../../fakes/manual-clock.ts';

const { vault, identity, credential, request, clock: vaultClock, takeRequests, stop } = await startVaultStack();
afterAll(stop);

const dataKey = Buffer.alloc(32, 7);
const clock = createManualClock();
let name = '';
let keyCount = 0;

/** A key of its own, for a test that rotates or disables. */
async function createKey(): Promise<void> {
  name = `token-key-${++keyCount}`;
  await vault.createKey(name);
}

await createKey();

beforeEach(() => {
  vault.faults.clear();
  takeRequests();
});

function open(keyNames = [name], given: TokenCredential = credential): KeyEncryptionKeys {
  return createKeyVaultKeys({ vaultUrl: vault.url, keyNames, credential: given, request, now: clock.now });
}

async function wrapWith(keys: KeyEncryptionKeys): Promise<[KeyReference, Buffer]> {
  const { reference, publicKey } = await keys.current();
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return [reference, publicEncrypt({ key: publicKey, padding, oaepHash: 'sha256' }, dataKey)];
}

/** Keys whose clients have been through the challenge, and something to unwrap. */
async function openWarm() {
  const keys = open();
  const [reference, wrapped] = await wrapWith(keys);
  await keys.unwrap(reference, wrapped);
  takeRequests();
  return { keys, reference, wrapped, unwrap: () => keys.unwrap(reference, wrapped) };
}

const failing = async (action: Promise<unknown>) =>
  action.then(
    () => expect.unreachable('it did not fail'),
    (error: unknown) => error as ConnectorError,
  );

const answerUnwrap = (action: FaultAction, times = 2) => vault.faults.add({ path: '/unwrapkey', times, action });

describe('createKeyVaultKeys', () => {
  describe('current', () => {
    it('asks the vault once for a hundred readers and for its lifetime', async () => {
      const keys = open();
      await Promise.all(Array.from({ length: 100 }, () => keys.current()));
      clock.pass(PUBLIC_KEY_CACHE_SECONDS - 1);
      await keys.current();
      expect(takeRequests()).toEqual([`401 GET /keys/${name}/`, `200 GET /keys/${name}/`]);
    });

    it('notices a new version when its copy has expired', async () => {
      await createKey();
      const keys = open();
      const { reference: before } = await keys.current();
      vaultClock.pass(10);
      const version = await vault.rotateKey(name);
      expect((await keys.current()).reference).toEqual(before);
      clock.pass(PUBLIC_KEY_CACHE_SECONDS);
      expect((await keys.current()).reference).toEqual({ index: 0, version });
    });

    it('reads the last of the configured names', async () => {
      await vault.createKey(`${name}-old`);
      expect((await open([`${name}-old`, name]).current()).reference.index).toBe(1);
      expect(takeRequests().every((asked) => asked.includes(`/keys/${name}/`))).toBe(true);
    });

    it('finds the newest enabled version on the second page of many', async () => {
      await createKey();
      const versions = [];
      for (let index = 0; index < 26; index += 1) {
        vaultClock.pass(1);
        versions.push(await vault.rotateKey(name));
      }
      for (const version of versions.slice(20)) vault.disableKeyVersion(name, version);
      expect((await open().current()).reference.version).toBe(versions[19]);
    });

    it('finds the newest enabled version also where a disabled one is not shown', async () => {
      const { version } = (await open().current()).reference;
      const body = { error: { code: 'Forbidden', message: '-', innererror: { code: 'KeyDisabled' } } };
      vault.faults.add({ path: `/keys/${name}/\\?`, skip: 1, action: { kind: 'answer', status: 403, body } });
      expect((await open().current()).reference.version).toBe(version);
    });

    it.each([401, 403, 404])('is refused by a %i', async (status) => {
      vault.faults.add({ path: '/keys/', skip: 1, action: { kind: 'answer', status, body: '' } });
      expect(await failing(open().current())).toMatchObject({ code: 'vault_access_refused' });
    });

    it('does not keep a failure', async () => {
      vault.faults.add({ path: '/keys/', times: 2, action: { kind: 'answer', status: 500 } });
      const keys = open();
      expect(await failing(keys.current())).toMatchObject({ code: 'vault_unavailable' });
      expect((await keys.current()).reference.index).toBe(0);
    });

    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { publicKey: shortKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const jwk = (key = publicKey) => ({ ...key.export({ format: 'jwk' }) });
    it.each([
      ['another name', { kid: '{vault}/keys/somebody-elses/abc', ...jwk() }, 'another key was given'],
      ['no version', { kid: '{vault}/keys/{name}', ...jwk() }, 'another key was given'],
      ['a version that no row can name', { kid: '{vault}/keys/{name}/a%2Fb', ...jwk() }, 'another key was given'],
      ['an elliptic curve', { kid: '{vault}/keys/{name}/abc', kty: 'EC', x: 'AA', y: 'AA' }, 'not an RSA key'],
      ['a short key', { kid: '{vault}/keys/{name}/abc', ...jwk(shortKey) }, 'at least 2048 bits'],
      ['no modulus', { kid: '{vault}/keys/{name}/abc', kty: 'RSA', e: 'AQAB' }, 'at least 2048 bits'],
    ])('refuses an answer with %s', async (_case, key, reason) => {
      const kid = key.kid.replace('{vault}', vault.url).replace('{name}', name);
      const body = { key: { ...key, kid }, attributes: { enabled: true, created: 1_700_000_000 } };
      vault.faults.add({ path: '/keys/', skip: 1, action: { kind: 'answer', status: 200, body } });
      const error = await failing(open().current());
      expect(error).toMatchObject({ code: 'vault_access_refused' });
      expect((error.cause as Error).message).toContain(reason);
    });

    it('refuses an answer with another version than it asked for', async () => {
      await createKey();
      vaultClock.pass(1);
      // The latest is disabled, so the one before is asked for by its version.
      vault.disableKeyVersion(name, await vault.rotateKey(name));
      const kid = `${vault.url}/keys/${name}/another`;
      const body = { key: { kid, ...jwk() }, attributes: { enabled: true } };
      vault.faults.add({ path: `/keys/${name}/[0-9a-f]`, action: { kind: 'answer', status: 200, body } });
      const error = await failing(open().current());
      expect(error).toMatchObject({ code: 'vault_access_refused' });
      expect((error.cause as Error).message).toContain('another key was given');
    });
  });

  describe('unwrap', () => {
    it('asks for a token once per version and reads no key first', async () => {
      const keys = open();
      const [reference, wrapped] = await wrapWith(keys);
      takeRequests();
      for (let index = 0; index < 3; index += 1) await keys.unwrap(reference, wrapped);
      const path = `/keys/${name}/${reference.version}/unwrapkey`;
      expect(takeRequests()).toEqual([`401 POST ${path}`, ...Array(3).fill(`200 POST ${path}`)]);
    });

    it('unwraps with a key that has expired', async () => {
      const seconds = Math.floor(vaultClock.now().getTime() / 1000);
      const dated = `${name}-dated`;
      await vault.createKey(dated, { attributes: { nbf: seconds - 200, exp: seconds - 100 } });
      const keys = open([dated]);
      expect(Buffer.from(await keys.unwrap(...(await wrapWith(keys)))).equals(dataKey)).toBe(true);
    });

    it('unwraps for many at once on a client that has no token yet', async () => {
      const keys = open();
      const [reference, wrapped] = await wrapWith(keys);
      // The first request is late, so that others would be done before its challenge comes.
      vault.faults.add({ path: '/unwrapkey', delayMilliseconds: 300, action: { kind: 'pass' } });
      const unwrapped = await Promise.all(Array.from({ length: 20 }, () => keys.unwrap(reference, wrapped)));
      expect(unwrapped.every((one) => Buffer.from(one).equals(dataKey))).toBe(true);
    });

    it('keeps a bounded number of clients', async () => {
      const { unwrap, keys, wrapped } = await openWarm();
      for (let index = 0; index < KEY_VERSION_CLIENTS_MAX; index += 1) {
        const reference = { index: 0, version: `unknown-${index}` };
        expect(await failing(keys.unwrap(reference, wrapped))).toMatchObject({ code: 'vault_access_refused' });
      }
      takeRequests();
      await unwrap();
      expect(takeRequests().map((asked) => asked.slice(0, 3))).toEqual(['401', '200']);
    });

    it.each([{ version: '' }, { version: '..' }, { version: 'a/b' }, { version: 'a?b' }, { index: 1 }, { index: -1 }])(
      'refuses %j without asking',
      async (change) => {
        const { keys, reference, wrapped } = await openWarm();
        const error = await failing(keys.unwrap({ ...reference, ...change }, wrapped));
        expect(error).toMatchObject({ code: 'sealed_record_refused' });
        expect(takeRequests()).toEqual([]);
      },
    );

    it.each([
      [401, 'vault_access_refused'],
      [403, 'vault_access_refused'],
      [404, 'vault_access_refused'],
      [409, 'vault_access_refused'],
      [400, 'sealed_record_refused'],
      [302, 'vault_unavailable'],
      [408, 'vault_unavailable'],
      [429, 'vault_unavailable'],
      [500, 'vault_unavailable'],
      [502, 'vault_unavailable'],
      [503, 'vault_unavailable'],
      [504, 'vault_unavailable'],
    ])('makes of a %i: %s, whatever the body', async (status, code) => {
      const { unwrap } = await openWarm();
      const error = { code: 'SomeCode', message: 'Caller: appid=secret-of-the-caller', innererror: { code: 'Inner' } };
      for (const body of [{ error }, '', '{"error":', '<html>Bad Gateway</html>', '[]', 'null']) {
        const headers = { 'Content-Type': 'application/json', Location: 'https://localhost:1/elsewhere' };
        answerUnwrap({ kind: 'answer', status, headers, body });
        const thrown = await failing(unwrap());
        expect(thrown.code, JSON.stringify(body)).toBe(code);
        if (typeof body === 'object') expect(thrown.upstreamCode).toBe('Inner');
        vault.faults.clear();
      }
      expect(Buffer.from(await unwrap()).equals(dataKey)).toBe(true);
    });

    it.each<[string, FaultAction]>([
      ['a connection that is cut before the request was read', { kind: 'cut-before-reading' }],
      ['a lost answer', { kind: 'cut-after-accepting' }],
      ['no HTTP', { kind: 'garbage' }],
      ['success without JSON', { kind: 'answer', status: 200, body: 'fine' }],
      ['success without a body', { kind: 'answer', status: 200 }],
      ['success without a key', { kind: 'answer', status: 200, body: { kid: 'x' } }],
      ['success with no key', { kind: 'answer', status: 200, body: { kid: 'x', value: null } }],
    ])('asks twice and then reports an outage after %s', async (_case, action) => {
      const { unwrap } = await openWarm();
      answerUnwrap(action);
      expect(await failing(unwrap())).toMatchObject({ code: 'vault_unavailable', retryAfterSeconds: 10 });
      expect(takeRequests().length).toBe(2);
      answerUnwrap(action, 1);
      expect(Buffer.from(await unwrap()).equals(dataKey)).toBe(true);
    });

    it('gives up when the vault never answers', async () => {
      const { unwrap } = await openWarm();
      answerUnwrap({ kind: 'hang' });
      expect(await failing(unwrap())).toMatchObject({ code: 'vault_unavailable' });
      expect(takeRequests().length).toBe(2);
    });

    it.each([
      ['7', 7],
      ['0', 1],
      ['2.1', 3],
      ['86400', 300],
      ['soon', 10],
      ['-5', 10],
    ])('does not ask again against Retry-After: %s, and passes on %i seconds', async (header, seconds) => {
      for (const status of [429, 503]) {
        const { unwrap } = await openWarm();
        answerUnwrap({ kind: 'answer', status, headers: { 'Retry-After': header } });
        expect(await failing(unwrap())).toMatchObject({ code: 'vault_unavailable', retryAfterSeconds: seconds });
        expect(takeRequests().length).toBe(1);
        vault.faults.clear();
      }
    });

    it('does not ask a throttling vault again', async () => {
      const { unwrap } = await openWarm();
      answerUnwrap({ kind: 'answer', status: 429 });
      expect(await failing(unwrap())).toMatchObject({ code: 'vault_unavailable', retryAfterSeconds: 10 });
      expect(takeRequests().length).toBe(1);
    });

    it('lets those who wait for the first token fail with it, and the next one try again', async () => {
      const keys = open();
      const [reference, wrapped] = await wrapWith(keys);
      takeRequests();
      answerUnwrap({ kind: 'answer', status: 503, headers: { 'Retry-After': '1' } }, 1);
      const results = await Promise.allSettled(Array.from({ length: 5 }, () => keys.unwrap(reference, wrapped)));
      expect(results.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
      expect(takeRequests().length).toBe(1);
      expect(Buffer.from(await keys.unwrap(reference, wrapped)).equals(dataKey)).toBe(true);
    });

    it('forgets the current version when the vault refuses it', async () => {
      await createKey();
      vaultClock.pass(10);
      const first = (await open().current()).reference.version;
      await vault.rotateKey(name);
      const { keys, reference, unwrap } = await openWarm();
      vault.disableKeyVersion(name, reference.version);
      expect(await failing(unwrap())).toMatchObject({ code: 'vault_access_refused', upstreamCode: 'KeyDisabled' });
      expect((await keys.current()).reference.version).toBe(first);
    });

    it.each<[string, TokenCredential['getToken']]>([
      ['fails', () => Promise.reject(new Error('no identity'))],
      ['gives none', async () => null],
      ['never answers', () => new Promise(() => undefined)],
    ])('ends although the credential %s', async (_case, getToken) => {
      const keys = open([name], { getToken });
      const { code } = await failing(keys.unwrap({ index: 0, version: 'a'.repeat(32) }, Buffer.alloc(256)));
      expect(['vault_unavailable', 'vault_access_refused']).toContain(code);
    });

    it.each([
      [500, 'vault_unavailable'],
      [429, 'vault_unavailable'],
      [400, 'vault_access_refused'],
      [403, 'vault_access_refused'],
    ])('makes of a %i of the identity endpoint: %s', async (status, code) => {
      identity.faults.add({ times: 100, action: { kind: 'answer', status } });
      // Tokens are remembered per client id for the whole process.
      const stranger = new ManagedIdentityCredential({ clientId: `1de71717-0000-4000-8000-000000000${status}` });
      const error = await failing(open([name], stranger).current());
      identity.faults.clear();
      expect(error).toMatchObject({ code });
    });

    it('keeps tokens, addresses and message texts out of the error', async () => {
      const { unwrap, wrapped } = await openWarm();
      const body = { error: { code: 'Forbidden', message: 'Caller: appid=secret-of-the-caller' } };
      answerUnwrap({ kind: 'answer', status: 403, headers: { 'x-ms-request-id': 'request-1' }, body });
      const error = await failing(unwrap());
      expect(error).toMatchObject({ upstreamCode: 'Forbidden', upstreamRequestId: 'request-1' });
      const text = inspect(error, { depth: 20, showHidden: true });
      expect(text).toContain('403 Forbidden');
      for (const secret of ['Bearer', 'eyJ', 'secret-of-the-caller', 'localhost', wrapped.toString('base64url')])
        expect(text).not.toContain(secret);
    });
  });
});
