import { generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Right } from '../../../shared/callers/caller.ts';
import { createAccessTokenVerifier } from '../../../shared/callers/verify-access-token.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { ACCESS_TOKEN_MAX_CHARACTERS } from '../../../shared/limits.ts';
import { authority, clientId as audience, hostTenantId, otherTenantId, tenant } from '../sign-in/sign-in-sample.ts';
import { takeSigningKeyPair } from './signing-key-pair.ts';

const erp = 'e4b00000-0000-4000-8000-00000000c002';
const personId = '00000b0e-0000-4000-8000-00000000000a';
const now = new Date('2026-11-24T18:00:00Z');
const { publicKey, privateKey } = await takeSigningKeyPair();
const delegated = { idtyp: undefined, roles: ['Operate'], scp: 'profile operate' };

/** Both tenants are served, and one key signs for both. */
function createVerifier(readKey: (keyId: string) => Promise<CryptoKey | undefined> = async () => publicKey) {
  return createAccessTokenVerifier({
    config: { entraAuthority: authority, apiAudience: audience, sendersRole: 'Senders.Manage', hostTenantId },
    tenants: { read: async (id) => ({ ...tenant, id }) },
    signingKeys: () => readKey,
    now: () => now,
  });
}

async function sign(changes: Record<string, unknown> = {}, header: Record<string, unknown> = {}): Promise<string> {
  const tid = (changes['tid'] ?? hostTenantId) as string;
  const seconds = now.getTime() / 1000;
  const claims = { iss: `${authority}/${tid}/v2.0`, aud: audience, tid, ver: '2.0', idtyp: 'app', azp: erp };
  return new SignJWT({ ...claims, roles: ['Mail.Send.AsUser'], exp: seconds + 3600, ...changes })
    .setProtectedHeader({ alg: 'RS256', kid: 'one', ...header })
    .sign(privateKey);
}

const token = await sign();
const withoutTenant = await sign({ tid: 7 });
const withoutKeyId = await sign({}, { kid: '' });

const verify = async (changes: Record<string, unknown>, right: Right = 'operate') =>
  createVerifier()(`Bearer ${await sign(changes)}`, right);

describe('what a caller is told whose token is refused', () => {
  it.each([
    ['nothing', null, /has no access token/],
    ['an empty header', '', /has no access token/],
    ['a token alone', token, /is not a Bearer token/],
    ['another scheme', `Basic ${token}`, /is not a Bearer token/],
    ['a scheme that begins alike', `Bearers ${token}`, /is not a Bearer token/],
    ['a scheme that ends alike', `xBearer ${token}`, /is not a Bearer token/],
    ['the scheme alone', 'Bearer', /is malformed/],
    ['the scheme and a blank', 'Bearer ', /is malformed/],
    ['two tokens', `Bearer ${token}, Bearer ${token}`, /is malformed/],
    ['no tenant', `Bearer ${withoutTenant}`, /is malformed/],
    ['no key id', `Bearer ${withoutKeyId}`, /is malformed/],
  ])('names the reason: %s', async (_case, authorization, detail) => {
    const refusal = { code: 'unauthorized', detail: expect.stringMatching(detail) as string };
    await expect(createVerifier()(authorization, 'send')).rejects.toMatchObject(refusal);
  });

  it.each([
    ['no version', { ver: undefined }, /requestedAccessTokenVersion 2/],
    ['no application', { azp: undefined }, /not an app-only one/],
    ['an end that has passed, for another API', { exp: 1, aud: personId }, /has expired/],
  ])('names the reason: a token with %s', async (_case, changes, detail) => {
    const refusal = { code: 'unauthorized', detail: expect.stringMatching(detail) as string };
    await expect(verify(changes, 'send')).rejects.toMatchObject(refusal);
  });

  it('names the reason: a key that the tenant does not have', async () => {
    const refusal = { code: 'unauthorized', detail: expect.stringContaining('did not sign it') as string };
    await expect(createVerifier(async () => undefined)(`Bearer ${token}`, 'send')).rejects.toMatchObject(refusal);
  });

  it('names the role that is missing', async () => {
    const refusal = { code: 'forbidden', detail: expect.stringContaining('Mail.Send.AsUser') as string };
    await expect(verify({ roles: ['Operate'] }, 'send')).rejects.toMatchObject(refusal);
  });

  it('takes a header as long as it may be, blanks included, and none that is longer', async () => {
    const padded = (length: number) => `Bearer${token.padStart(length - 'Bearer'.length, ' ')}`;
    expect(await createVerifier()(padded(ACCESS_TOKEN_MAX_CHARACTERS), 'send')).toMatchObject({ clientId: erp });
    const tooLong = createVerifier()(padded(ACCESS_TOKEN_MAX_CHARACTERS + 1), 'send');
    await expect(tooLong).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('passes on that the keys cannot be read', async () => {
    const verifier = createVerifier(() => Promise.reject(new ConnectorError('entra_unavailable')));
    await expect(verifier(`Bearer ${token}`, 'send')).rejects.toMatchObject({ code: 'entra_unavailable' });
  });

  it('takes a key that cannot verify for a bug, not for a wrong token', async () => {
    const elliptic = (await generateKeyPair('ES256')).publicKey;
    const verifier = createVerifier(async () => elliptic);
    await expect(verifier(`Bearer ${token}`, 'send')).rejects.toThrow(TypeError);
  });
});

describe('the rights of the operator', () => {
  it.each<[Right, object]>([
    ['operate', { roles: ['Operate'] }],
    ['configure', { roles: ['Manage'] }],
    ['operate', delegated],
  ])('to %s come from the tenant of the settings alone: %j', async (right, changes) => {
    expect((await verify({ ...changes }, right)).rights).toContain(right);
    const refusal = { code: 'forbidden', detail: expect.stringContaining('HOST_TENANT_ID') as string };
    await expect(verify({ ...changes, tid: otherTenantId }, right)).rejects.toMatchObject(refusal);
  });

  it('name the person for whom an application calls, where the token does', async () => {
    const caller = { hostTenantId, clientId: erp, rights: ['operate'] };
    expect(await verify({ ...delegated, oid: personId.toUpperCase() })).toStrictEqual({ ...caller, personId });
    for (const oid of [undefined, 7]) expect(await verify({ ...delegated, oid })).toStrictEqual(caller);
    expect(await verify({ roles: ['Operate'], oid: personId })).toStrictEqual(caller);
  });
});
