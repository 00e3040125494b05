import { KeyObject, sign as signBytes } from 'node:crypto';
import fc from 'fast-check';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey, type JWTHeaderParameters } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import type { HostTenant } from '../../../shared/tenants/host-tenant.ts';
import { createTenants } from '../../../shared/tenants/tenants.ts';
import type { Right } from '../../../shared/callers/caller.ts';
import { createAccessTokenVerifier } from '../../../shared/callers/verify-access-token.ts';
import type { ConnectorError } from '../../../shared/errors.ts';
import { ACCESS_TOKEN_MAX_CHARACTERS, CALLER_CACHE_SECONDS } from '../../../shared/limits.ts';
import { tenant } from '../sign-in/sign-in-sample.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { takeSigningKeyPair } from './signing-key-pair.ts';

const entraAuthority = 'https://login.microsoftonline.com';
const hostTenantId = 'c0a7050c-0000-4000-8000-000000000001';
const otherTenantId = 'fab21ca3-0000-4000-8000-000000000002';
const apiAudience = 'c022ec70-0000-4000-8000-00000000c001';
const erp = 'e4b00000-0000-4000-8000-00000000c002';
const { publicKey, privateKey } = await takeSigningKeyPair();
const foreign = await takeSigningKeyPair(1);
const elliptic = await generateKeyPair('ES256');

let clock = createManualClock();
let asked: string[] = [];
beforeEach(() => {
  clock = createManualClock();
  asked = [];
});
const seconds = () => Math.floor(clock.now().getTime() / 1000);

function claims(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    iss: `${entraAuthority}/${hostTenantId}/v2.0`,
    aud: apiAudience,
    tid: hostTenantId,
    ver: '2.0',
    idtyp: 'app',
    azp: erp,
    roles: ['Mail.Send.AsUser'],
    iat: seconds(),
    nbf: seconds(),
    exp: seconds() + 3600,
    ...changes,
  };
}

type Key = CryptoKey | Uint8Array;
function sign(payload: Record<string, unknown>, header: Partial<JWTHeaderParameters> = {}, key: Key = privateKey) {
  return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'one', typ: 'JWT', ...header }).sign(key);
}

const noDocuments = async () => ({ documents: [], refused: [] });
const tenantsOf = (callerClientIds: string[]) =>
  createTenants({ hostTenantId, callerClientIds, allowedHomeTenants: ['*'] }, noDocuments);

function createVerifier(callerClientIds: string[] = ['*'], key: CryptoKey | undefined = publicKey) {
  const verifier = createAccessTokenVerifier({
    config: { entraAuthority, apiAudience, sendersRole: 'Senders.Manage', hostTenantId },
    tenants: tenantsOf(callerClientIds),
    signingKeys: (tenantId) => async (keyId) => {
      asked.push(keyId);
      return tenantId === hostTenantId && keyId === 'one' ? key : undefined;
    },
    now: clock.now,
  });
  return (authorization: string | null, right: Right = 'send') => verifier(authorization, right);
}

const verify = async (payload: Record<string, unknown>) => createVerifier()(`Bearer ${await sign(payload)}`);
const unauthorized = { code: 'unauthorized' };
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('createAccessTokenVerifier', () => {
  it('accepts an app-only token of the host tenant with the role', async () => {
    const given = claims({ azp: erp.toUpperCase(), roles: ['Mail.Send.AsUser', 7] });
    expect(await verify(given)).toEqual({ hostTenantId, clientId: erp, rights: ['send', 'read'] });
  });

  it('needs no beginning, only an end', async () => {
    expect((await verify(claims({ nbf: undefined }))).clientId).toBe(erp);
  });

  it.each<[string, Record<string, unknown>, RegExp?]>([
    ['a foreign issuer', { iss: `${entraAuthority}/${otherTenantId}/v2.0` }, /did not sign it/],
    ['the issuer of version 1', { iss: `https://sts.windows.net/${hostTenantId}/` }],
    ['no issuer', { iss: undefined }],
    ['another audience', { aud: '00000003-0000-0000-c000-000000000000' }, /another API/],
    ['the audience as an identifier URI', { aud: `api://${apiAudience}` }],
    ['several audiences', { aud: [apiAudience, 'another'] }],
    ['no audience', { aud: undefined }],
    ['another tenant', { tid: otherTenantId }, /another tenant/],
    ['no tenant', { tid: undefined }],
    ['a tenant that is no text', { tid: 7 }],
    ['version 1', { ver: '1.0', iss: `https://sts.windows.net/${hostTenantId}/` }, /requestedAccessTokenVersion 2/],
    ['no version', { ver: undefined }],
    ['a delegated token', { idtyp: 'user', scp: 'operate' }, /not an app-only one/],
    ['no idtyp', { idtyp: undefined }, /not an app-only one/],
    ['no application', { azp: undefined }],
    ['an application that is no text', { azp: 7 }],
    ['an end that has passed', { exp: 1 }, /has expired/],
    ['a beginning to come', { nbf: 4_000_000_000, exp: 4_000_000_001 }, /not valid yet/],
    ['no end', { exp: undefined }],
    ['an end that is no number', { exp: 'tomorrow' }],
  ])('refuses %s, and says so', async (_case, changes, reason = /./) => {
    const refusal = { ...unauthorized, detail: expect.stringMatching(reason) };
    await expect(verify(claims(changes))).rejects.toMatchObject(refusal);
  });

  it.each([
    ['exp', -119, true],
    ['exp', -121, false],
    ['nbf', 119, true],
    ['nbf', 121, false],
  ] as const)('allows a skew of 120 s: %s %i s from now is %s', async (claim, offset, isAccepted) => {
    const attempt = verify(claims({ nbf: seconds() - 7200, exp: seconds() + 7200, [claim]: seconds() + offset }));
    if (isAccepted) expect((await attempt).clientId).toBe(erp);
    else await expect(attempt).rejects.toMatchObject(unauthorized);
  });

  it.each([[{ roles: undefined }], [{ roles: [] }], [{ roles: 'Mail.Send.AsUser' }], [{ roles: ['Operate'] }]])(
    'forbids a right credential without the role: %j',
    async (changes) => {
      await expect(verify(claims(changes))).rejects.toMatchObject({ code: 'forbidden' });
    },
  );

  it('forbids applications that are not listed, all of them when the list is empty', async () => {
    const listed = createVerifier([erp]);
    expect((await listed(`Bearer ${await sign(claims())}`)).clientId).toBe(erp);
    const other = await sign(claims({ azp: '0d75de40-0000-4000-8000-00000000c003' }));
    await expect(listed(`Bearer ${other}`)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(createVerifier([])(`Bearer ${other}`)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await createVerifier(['*'])(`Bearer ${other}`)).rights).toEqual(['send', 'read']);
  });

  it('refuses a signature by another key, and a key the tenant does not have', async () => {
    const verifier = createVerifier();
    await expect(verifier(`Bearer ${await sign(claims(), {}, foreign.privateKey)}`)).rejects.toMatchObject(
      unauthorized,
    );
    await expect(verifier(`Bearer ${await sign(claims(), { kid: 'two' })}`)).rejects.toMatchObject(unauthorized);
    expect(asked).toEqual(['one', 'two']);
  });

  it.each([
    ['the right key with another hash', async () => signSha512(claims())],
    ['an elliptic curve', () => sign(claims(), { alg: 'ES256' }, elliptic.privateKey)],
    ['the public key as a shared secret', async () => sign(claims(), { alg: 'HS256' }, await publicKeyAsSecret())],
    ['no signature', async () => `${base64url({ alg: 'none', kid: 'one' })}.${base64url(claims())}.`],
    ['none with bytes', async () => `${base64url({ alg: 'none', kid: 'one' })}.${base64url(claims())}.AAAA`],
    ['no algorithm', async () => `${base64url({ kid: 'one' })}.${base64url(claims())}.AAAA`],
  ])('refuses %s', async (_case, make) => {
    await expect(createVerifier()(`Bearer ${await make()}`)).rejects.toMatchObject(unauthorized);
  });

  it.each([
    ['no key id', () => sign(claims(), { kid: undefined } as object)],
    ['an empty key id', () => sign(claims(), { kid: '' })],
    ['a key id that is no text', () => sign(claims(), { kid: 7 } as object)],
  ])('refuses %s without asking for a key', async (_case, make) => {
    await expect(createVerifier()(`Bearer ${await make()}`)).rejects.toMatchObject(unauthorized);
    expect(asked).toEqual([]);
  });

  it('refuses a header that embeds or points at a key of its own', async () => {
    const jwk = await exportJWK(foreign.publicKey);
    const token = await sign(claims(), { jwk, jku: 'https://northwindtraders.com/keys' }, foreign.privateKey);
    await expect(createVerifier()(`Bearer ${token}`)).rejects.toMatchObject(unauthorized);
  });

  it('refuses a critical extension it does not know', async () => {
    const header = { alg: 'RS256', kid: 'one', crit: ['exp2'], exp2: 1 };
    const token = `${base64url(header)}.${base64url(claims())}.AAAA`;
    await expect(createVerifier()(`Bearer ${token}`)).rejects.toMatchObject(unauthorized);
  });

  it('refuses whatever is not one bearer credential', async () => {
    const token = await sign(claims());
    const verifier = createVerifier();
    const headers = [
      null,
      '',
      token,
      `Basic ${token}`,
      'Bearer',
      'Bearer ',
      `Bearer ${token}, Bearer ${token}`,
      `Bearer ${token},`,
      `Bearer ${token} ${token}`,
      `Bearer ${token}.`,
      `Bearer ${token}\n`,
      `Bearer ${'a'.repeat(ACCESS_TOKEN_MAX_CHARACTERS)}.b.c`,
      `Bearer ${token}${'A'.repeat(ACCESS_TOKEN_MAX_CHARACTERS)}`,
    ];
    for (const header of headers) await expect(verifier(header)).rejects.toMatchObject(unauthorized);
    expect(asked).toEqual([]);
    expect((await verifier(`bearer ${token}`)).clientId).toBe(erp);
  });

  it('remembers a token that passed, not longer than it is valid', async () => {
    const verifier = createVerifier();
    const token = `Bearer ${await sign(claims({ exp: seconds() + 10 }))}`;
    await verifier(token);
    await verifier(token);
    expect(asked).toEqual(['one']);
    clock.pass(129);
    await verifier(token);
    clock.pass(1);
    await expect(verifier(token)).rejects.toMatchObject(unauthorized);
  });

  describe('with two host tenants', () => {
    const served = new Map<string, HostTenant>();
    const verifier = createAccessTokenVerifier({
      config: { entraAuthority, apiAudience, sendersRole: 'Senders.Manage', hostTenantId },
      tenants: { read: async (id) => served.get(id) },
      signingKeys: (tenantId) => async (keyId) =>
        keyId === 'one' ? (tenantId === hostTenantId ? publicKey : foreign.publicKey) : undefined,
      now: () => clock.now(),
    });
    const ofOther = { tid: otherTenantId.toUpperCase(), iss: `${entraAuthority}/${otherTenantId}/v2.0` };
    const ask = async (changes: object, key: Key) =>
      verifier(`Bearer ${await sign(claims({ ...changes }), {}, key)}`, 'send');
    beforeEach(() => {
      for (const id of [hostTenantId, otherTenantId]) served.set(id, { ...tenant, id });
    });

    it('knows a caller as one of the tenant that signed', async () => {
      expect((await ask({}, privateKey)).hostTenantId).toBe(hostTenantId);
      expect((await ask(ofOther, foreign.privateKey)).hostTenantId).toBe(otherTenantId);
    });

    it.each([
      ['the other tenant, signed by the first', ofOther, privateKey],
      ['the first tenant, signed by the other', {}, foreign.privateKey],
      ['the other tenant with the issuer of the first', { tid: otherTenantId }, foreign.privateKey],
      ['the first tenant with the issuer of the other', { iss: ofOther.iss }, privateKey],
    ])('refuses a token of %s', async (_case, changes, key) => {
      await expect(ask(changes, key)).rejects.toMatchObject(unauthorized);
    });

    it('holds each tenant to its own list of callers', async () => {
      served.set(otherTenantId, { ...tenant, id: otherTenantId, callerClientIds: [apiAudience] });
      expect((await ask({}, privateKey)).rights).toEqual(['send', 'read']);
      await expect(ask(ofOther, foreign.privateKey)).rejects.toMatchObject({ code: 'forbidden' });
    });

    it('lets an operator in while no tenant can be read', async () => {
      served.clear();
      const token = `Bearer ${await sign(claims({ roles: ['Operate'] }))}`;
      expect((await verifier(token, 'operate')).rights).toEqual(['operate']);
    });

    it('refuses a token that passed before, as soon as its tenant is not served', async () => {
      const token = `Bearer ${await sign(claims(ofOther), {}, foreign.privateKey)}`;
      await verifier(token, 'send');
      served.delete(otherTenantId);
      await expect(verifier(token, 'send')).rejects.toMatchObject(unauthorized);
    });
  });

  it('verifies a remembered token again after CALLER_CACHE_SECONDS', async () => {
    const verifier = createVerifier();
    const token = `Bearer ${await sign(claims())}`;
    await verifier(token);
    clock.pass(CALLER_CACHE_SECONDS);
    await verifier(token);
    expect(asked).toEqual(['one', 'one']);
  });

  it('remembers no failure', async () => {
    const verifier = createVerifier();
    const token = `Bearer ${await sign(claims({ nbf: seconds() + 200 }))}`;
    await expect(verifier(token)).rejects.toMatchObject(unauthorized);
    clock.pass(100);
    expect((await verifier(token)).clientId).toBe(erp);
  });

  it('answers any text with a refusal, never with a fault of its own', async () => {
    const verifier = createVerifier();
    const [header, payload, signature] = (await sign(claims())).split('.') as [string, string, string];
    const part = fc.oneof(
      fc.base64String(),
      fc.json().map((text) => Buffer.from(text).toString('base64url')),
      fc.constantFrom(header, payload, signature),
    );
    const isValid = (parts: string[]) => parts.join('.') === [header, payload, signature].join('.');
    const token = fc.tuple(part, part, part).filter((parts) => !isValid(parts));
    const text = fc.oneof(
      fc.string(),
      token.map((parts) => `Bearer ${parts.join('.')}`),
    );
    await fc.assert(
      fc.asyncProperty(text, async (credential) => {
        await expect(verifier(credential)).rejects.toMatchObject(unauthorized);
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a token of which any byte was changed', async () => {
    const verifier = createVerifier();
    const parts = (await sign(claims())).split('.').map((part) => Buffer.from(part, 'base64url'));
    const place = fc.nat(2).chain((index) => fc.tuple(fc.constant(index), fc.nat((parts[index]?.length ?? 1) - 1)));
    await fc.assert(
      fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async ([index, at], flip) => {
        const changed = parts.map((part) => Buffer.from(part));
        const part = changed[index] as Buffer;
        part[at] = (part[at] ?? 0) ^ flip;
        const token = changed.map((bytes) => bytes.toString('base64url')).join('.');
        await expect(verifier(`Bearer ${token}`)).rejects.toMatchObject(unauthorized);
      }),
      { numRuns: 300 },
    );
  });

  it('names no value of the token in its reasons', async () => {
    const secret = 'northwind-secret';
    for (const name of ['aud', 'tid', 'iss', 'idtyp', 'exp', 'ver']) {
      const error = await verify(claims({ [name]: secret })).catch((caught: ConnectorError) => caught);
      const { cause, stack, detail, challenge } = error as ConnectorError;
      expect(`${String(cause)} ${stack} ${detail} ${challenge}`).not.toContain(secret);
    }
  });
});

describe('the right to operate', () => {
  const operate = async (changes: Record<string, unknown>, callerClientIds: string[] = ['*']) =>
    createVerifier(callerClientIds)(`Bearer ${await sign(claims(changes))}`, 'operate');
  const delegated = { idtyp: undefined, roles: ['Operate'], scp: 'profile operate' };

  it('is the app role, and for an application that calls for a person the scope besides', async () => {
    expect(await operate({ roles: ['Operate'] })).toEqual({ hostTenantId, clientId: erp, rights: ['operate'] });
    expect(await operate(delegated)).toMatchObject({ rights: ['operate'] });
    expect(await operate({ ...delegated, idtyp: 'user' })).toMatchObject({ rights: ['operate'] });
  });

  it.each([
    ['the role to send', { roles: ['Mail.Send.AsUser'] }],
    ['another scope', { ...delegated, scp: 'profile operator' }],
    ['the role of the person without the scope', { ...delegated, scp: 'profile' }],
    ['the scope without the role of the person', { ...delegated, roles: undefined }],
    ['the scope with another role of the person', { ...delegated, roles: ['Mail.Send.AsUser'] }],
    ['the scope in an app-only token', { roles: [], scp: 'operate' }],
  ])('is not %s', async (_case, changes) => {
    await expect(operate(changes)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it.each([
    ['a token that is neither', { ...delegated, scp: undefined, roles: ['Operate'] }],
    ['a token of a device', { ...delegated, idtyp: 'device' }],
    ['a delegated token of another tenant', { ...delegated, tid: otherTenantId }],
    ['a delegated token of another issuer', { ...delegated, iss: `${entraAuthority}/${otherTenantId}/v2.0` }],
    ['a delegated token for another API', { ...delegated, aud: '00000003-0000-0000-c000-000000000000' }],
    ['a delegated token of version 1', { ...delegated, ver: '1.0' }],
    ['a delegated token without its application', { ...delegated, azp: undefined }],
    ['a delegated token that has ended', { ...delegated, exp: 1 }],
  ])('does not come with %s', async (_case, changes) => {
    await expect(operate(changes)).rejects.toMatchObject(unauthorized);
  });

  it('is not restricted by the list of callers', async () => {
    const list = ['0d75de40-0000-4000-8000-00000000c003'];
    expect((await operate({ roles: ['Operate'] }, list)).clientId).toBe(erp);
    expect((await operate(delegated, list)).clientId).toBe(erp);
  });

  it('is looked at anew for a token that passed elsewhere', async () => {
    const verifier = createVerifier();
    const [sender, operator, person] = await Promise.all(
      [{}, { roles: ['Operate'] }, delegated].map(async (changes) => `Bearer ${await sign(claims(changes))}`),
    );
    await verifier(sender!);
    await verifier(operator!, 'operate');
    await verifier(person!, 'operate');
    await expect(verifier(sender!, 'operate')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(verifier(operator!)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(verifier(person!)).rejects.toMatchObject(unauthorized);
  });
});

function signSha512(payload: object): string {
  const text = `${base64url({ alg: 'RS512', kid: 'one' })}.${base64url(payload)}`;
  return `${text}.${signBytes('RSA-SHA512', Buffer.from(text), KeyObject.from(privateKey)).toString('base64url')}`;
}

async function publicKeyAsSecret(): Promise<Uint8Array> {
  return Buffer.from(await exportSPKI(publicKey));
}
