import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createSigningKeys, createSigningKeysByTenant } from '../../../shared/callers/signing-keys.ts';
import type { ConnectorError } from '../../../shared/errors.ts';
import { HttpFault, type HttpAnswer, type HttpRequestOptions } from '../../../shared/http/http-request.ts';
import {
  ENTRA_TIMEOUT_MILLISECONDS,
  JWKS_CACHE_SECONDS,
  JWKS_KEYS_MAX,
  JWKS_MAX_BYTES,
  JWKS_REFETCH_MIN_SECONDS,
} from '../../../shared/limits.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { takeSigningKeyPair } from './signing-key-pair.ts';

const authority = 'https://login.microsoftonline.com';
const tenantId = 'c0a7050c-0000-4000-8000-000000000001';
const discoveryUrl = `${authority}/${tenantId}/v2.0/.well-known/openid-configuration`;
const jwksUrl = `${authority}/${tenantId}/discovery/v2.0/keys`;
const elsewhere = ['https://northwindtraders.com/keys', 'https://login.microsoftonline.com.northwindtraders.com/keys'];
const plain = jwksUrl.replace('https', 'http');
const { publicKey } = await takeSigningKeyPair();
const jwk = (kid: string, changes: Partial<JWK> = {}): JWK => ({ ...material, kid, use: 'sig', ...changes });
const material = await exportJWK(publicKey);
const elliptic = await exportJWK((await generateKeyPair('ES256', { extractable: true })).publicKey);

let clock = createManualClock();
let requests: HttpRequestOptions[] = [];
let answers: Record<string, () => Partial<HttpAnswer> | Promise<Partial<HttpAnswer>>> = {};
const json =
  (value: unknown, changes: Partial<HttpAnswer> = {}) =>
  () => ({
    body: Buffer.from(JSON.stringify(value)),
    ...changes,
  });
const publish = (keys: unknown) => (answers[jwksUrl] = json({ keys }));
const outage = () => {
  throw new HttpFault('ECONNREFUSED', { wasSent: false });
};

beforeEach(() => {
  clock = createManualClock();
  requests = [];
  answers = { [discoveryUrl]: json({ jwks_uri: jwksUrl }) };
  publish([jwk('one')]);
  for (const url of [...elsewhere, plain]) answers[url] = json({ keys: [jwk('one')] });
});

const dependencies = () => ({
  authority,
  now: clock.now,
  async request(options: HttpRequestOptions) {
    requests.push(options);
    const answer = await answers[options.url]?.();
    return { status: 200, headers: {}, body: Buffer.alloc(0), isComplete: true, ...answer };
  },
});
const create = () => createSigningKeys({ ...dependencies(), tenantId });

describe('createSigningKeysByTenant', () => {
  it('reads the keys of each tenant once, and gives a tenant no key of another', async () => {
    const otherId = 'fab21ca3-0000-4000-8000-000000000002';
    const otherUrl = `${authority}/${otherId}/discovery/v2.0/keys`;
    answers[`${authority}/${otherId}/v2.0/.well-known/openid-configuration`] = json({ jwks_uri: otherUrl });
    answers[otherUrl] = json({ keys: [jwk('two')] });
    const keysOf = createSigningKeysByTenant(dependencies());
    for (let time = 0; time < 2; time += 1) {
      expect([await keysOf(tenantId)('one'), await keysOf(otherId)('two')]).not.toContain(undefined);
      expect([await keysOf(tenantId)('two'), await keysOf(otherId)('one')]).toEqual([undefined, undefined]);
    }
    expect(requests.map(({ url }) => url).filter((url) => url.endsWith('/keys'))).toEqual([jwksUrl, otherUrl]);
  });
});

describe('createSigningKeys', () => {
  it('reads discovery and keys once, for a day', async () => {
    const keys = create();
    const [one, two] = await Promise.all([keys('one'), keys('two'), keys('one')]);
    expect([one?.algorithm.name, two]).toEqual(['RSASSA-PKCS1-v1_5', undefined]);
    clock.pass(JWKS_CACHE_SECONDS);
    await keys('one');
    expect(requests.map(({ url }) => url)).toEqual([discoveryUrl, jwksUrl]);
    expect(requests[1]).toMatchObject({
      method: 'GET',
      headers: { Accept: 'application/json' },
      timeoutMilliseconds: ENTRA_TIMEOUT_MILLISECONDS,
      responseMaxBytes: JWKS_MAX_BYTES,
    });
    clock.pass(1);
    await keys('one');
    await vi.waitFor(() => expect(requests.length).toBe(4));
  });

  it('reads again for an unknown key, but not more often than every 30 s', async () => {
    const keys = create();
    await keys('one');
    publish([jwk('one'), jwk('two')]);
    expect(await keys('two')).toBeUndefined();
    clock.pass(JWKS_REFETCH_MIN_SECONDS);
    expect(await keys('two')).toBeDefined();
    for (let index = 0; index < 100; index++) expect(await keys(`unknown ${index}`)).toBeUndefined();
    expect(requests.length).toBe(4);
    expect(await keys('one')).toBeDefined();
  });

  it('forgets a key that is no longer published', async () => {
    const keys = create();
    await keys('one');
    publish([jwk('two')]);
    clock.pass(JWKS_REFETCH_MIN_SECONDS);
    expect(await keys('two')).toBeDefined();
    expect(await keys('one')).toBeUndefined();
  });

  it('keeps the last known good keys while Entra is down, without asking at each request', async () => {
    const keys = create();
    await keys('one');
    answers[discoveryUrl] = outage;
    clock.pass(JWKS_CACHE_SECONDS + 1);
    for (let index = 0; index < 10; index++) expect(await keys('one')).toBeDefined();
    expect(requests.length).toBe(3);
    clock.pass(JWKS_REFETCH_MIN_SECONDS);
    expect(await keys('unknown')).toBeUndefined();
    expect(requests.length).toBe(4);
  });

  it('holds nobody up with a good key while Entra does not answer', async () => {
    const keys = create();
    await keys('one');
    clock.pass(JWKS_CACHE_SECONDS + 1);
    const { promise, resolve } = Promise.withResolvers<Partial<HttpAnswer>>();
    answers[discoveryUrl] = () => promise;
    expect(await keys('one')).toBeDefined();
    expect(requests.length).toBe(3);
    resolve({ status: 503 });
    expect(await keys('one')).toBeDefined();
  });

  it('reads again after the clock was set back', async () => {
    const keys = create();
    await keys('one');
    publish([jwk('two')]);
    clock.pass(-10 * 24 * 3600);
    expect(await keys('two')).toBeDefined();
  });

  it.each([
    ['no connection', discoveryUrl, outage],
    ['an error', discoveryUrl, json({ jwks_uri: jwksUrl }, { status: 500 })],
    ['a page', discoveryUrl, () => ({ body: Buffer.from('<html>') })],
    ['null', discoveryUrl, json(null)],
    ['no jwks_uri', discoveryUrl, json({})],
    ['a jwks_uri on another host', discoveryUrl, json({ jwks_uri: elsewhere[0] })],
    ['a jwks_uri on a host that begins alike', discoveryUrl, json({ jwks_uri: elsewhere[1] })],
    ['a jwks_uri over http', discoveryUrl, json({ jwks_uri: plain })],
    ['a cut document', discoveryUrl, json({ jwks_uri: jwksUrl }, { isComplete: false })],
    ['no connection to the keys', jwksUrl, outage],
    ['an error for the keys', jwksUrl, json({ keys: [jwk('one')] }, { status: 429 })],
    ['cut keys', jwksUrl, json({ keys: [jwk('one')] }, { isComplete: false })],
    ['keys that are no list', jwksUrl, json({ keys: 'one' })],
    ['a list of null', jwksUrl, json({ keys: [null] })],
    ['no key', jwksUrl, json({ keys: [] })],
    ['keys for encryption only', jwksUrl, json({ keys: [jwk('one', { use: 'enc' })] })],
    ['keys of another algorithm only', jwksUrl, json({ keys: [jwk('one', { alg: 'PS256' })] })],
    ['a key without id', jwksUrl, json({ keys: [{ ...material, use: 'sig' }] })],
    ['no RSA key', jwksUrl, json({ keys: [{ ...elliptic, kid: 'one' }] })],
    ['a broken key', jwksUrl, json({ keys: [jwk('one', { n: 7 as unknown as string })] })],
  ])('answers %s as an outage and says when to come back, while it knows no key', async (_case, url, answer) => {
    answers[url] = answer;
    const keys = create();
    const refusal = { code: 'entra_unavailable', retryAfterSeconds: JWKS_REFETCH_MIN_SECONDS };
    const first = await keys('one').catch((error: ConnectorError) => error);
    expect(first).toMatchObject(refusal);
    // The log says why, and then only that it was so a moment ago.
    expect(String((first as ConnectorError).cause)).not.toContain('a moment ago');
    await expect(keys('one')).rejects.toHaveProperty('cause.message', expect.stringContaining('a moment ago'));
    answers = { [discoveryUrl]: json({ jwks_uri: jwksUrl }), [jwksUrl]: json({ keys: [jwk('one')] }) };
    const asked = requests.length;
    await expect(keys('one')).rejects.toMatchObject(refusal);
    expect(requests.length).toBe(asked);
    clock.pass(1);
    expect(await keys('one')).toBeDefined();
  });

  it('takes a key that says neither what it is for nor its algorithm, and one that says both', async () => {
    publish([jwk('neither', { use: undefined as unknown as string }), jwk('both', { alg: 'RS256' })]);
    const keys = create();
    for (const kid of ['neither', 'both']) expect(await keys(kid)).toBeDefined();
  });

  it('takes the good keys out of a list that has others, at most JWKS_KEYS_MAX', async () => {
    const many = Array.from({ length: JWKS_KEYS_MAX }, (_, index) => jwk(`key ${index}`));
    publish([null, { ...elliptic, kid: 'elliptic' }, jwk('encrypts', { use: 'enc' }), ...many, jwk('too many')]);
    const keys = create();
    for (const kid of ['key 0', `key ${JWKS_KEYS_MAX - 1}`]) expect(await keys(kid)).toBeDefined();
    for (const kid of ['elliptic', 'encrypts', 'too many']) expect(await keys(kid)).toBeUndefined();
  });

  it('leaves out keys that are broken or too short, and keeps the others', async () => {
    const broken = [
      jwk('no modulus', { n: undefined as unknown as string }),
      jwk('number', { n: 7 as unknown as string }),
    ];
    publish([...broken, jwk('short', { n: Buffer.alloc(128, 0xc1).toString('base64url') }), jwk('one')]);
    const keys = create();
    expect(await keys('one')).toBeDefined();
    for (const kid of ['no modulus', 'number', 'short']) expect(await keys(kid)).toBeUndefined();
  });
});
