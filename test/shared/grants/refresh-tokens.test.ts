import { beforeEach, describe, expect, it } from 'vitest';
import { outcomes, type ErrorCode } from '../../../shared/outcomes.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import type { GrantStore } from '../../../shared/grants/grant.ts';
import { openTokens } from '../../../shared/grants/sealed-tokens.ts';
import { clientId, otherTenantId, registration, registrations } from '../sign-in/sign-in-sample.ts';
import { ann, createGrantsFixture, scopes, senderOf } from './grants-fixture.ts';

const second = 'access 1 of 00000a0e-0000-4000-8000-000000000001';
let fixture = createGrantsFixture();
beforeEach(async () => {
  fixture = createGrantsFixture();
  await fixture.connectPerson(1);
});

async function read(sender = ann) {
  const { grant, tokens } = await fixture.grants.read(sender);
  if (!grant || !tokens) throw new Error('There is no connection.');
  return { grant, tokens, opened: await openTokens(fixture.vault, grant, tokens.sealed) };
}
async function refresh(instance = fixture.open(), claims?: string) {
  const { grant, tokens, opened } = await read();
  return instance.refreshTokens(grant, tokens, opened, claims);
}
const refuse = (code: ErrorCode, upstreamCode = 'AADSTS1') => {
  fixture.entra.answer = () => Promise.reject(new ConnectorError(code, { upstreamCode }));
};
const ending = (Object.keys(outcomes) as ErrorCode[]).filter(
  (code) => outcomes[code].disposition !== 'retry' && !['sealed_record_refused', 'internal_error'].includes(code),
);
const ours = (Object.keys(outcomes) as ErrorCode[]).filter(
  (code) => outcomes[code].disposition === 'retry' && ['operator', 'nobody'].includes(outcomes[code].who),
);

describe('createRefreshTokens', () => {
  it('refreshes as the client that got the tokens, and as the default one where none was stored', async () => {
    const other = { ...registration, clientId: otherTenantId };
    const instance = fixture.open(
      {},
      { ...registrations, read: async (id) => (id === other.clientId ? other : undefined) },
    );
    const { clientId: _sealed, ...unsealed } = (await read()).opened;
    const asClient = async (id: string | undefined) => {
      const { grant, tokens } = await read();
      const { clientId: _stored, ...older } = grant;
      await instance.refreshTokens(id === undefined ? older : { ...older, clientId: id }, tokens, unsealed);
      return fixture.entra.refreshes.at(-1)?.registration.clientId;
    };
    expect((await read()).grant.clientId).toBe(clientId);
    expect(await asClient(other.clientId)).toBe(other.clientId);
    expect(await asClient(undefined)).toBe(clientId);
  });

  it('keeps a grant whose client is not configured, asks Entra for nothing, and heals with the setting', async () => {
    const instance = fixture.open({}, { ...registrations, read: async () => undefined });
    await expect(refresh(instance)).rejects.toMatchObject({ code: 'registration_changed' });
    expect(fixture.entra.refreshes).toEqual([]);
    const { grant } = await read();
    expect([grant.status, grant.problem]).toEqual(['connected', { code: 'registration_changed' }]);
    await refresh(fixture);
    expect((await read()).grant).not.toHaveProperty('problem');
  });

  it('refreshes as the client that is sealed with the tokens, whatever the column says', async () => {
    const { grant, tokens, opened } = await read();
    expect(opened.clientId).toBe(clientId);
    await fixture.refreshTokens({ ...grant, clientId: otherTenantId }, tokens, opened);
    expect(fixture.entra.refreshes.at(-1)?.registration.clientId).toBe(clientId);
  });

  it('asks for one person with their cache, and stores the rotated tokens before it gives them out', async () => {
    fixture.clock.pass(60);
    const { opened: next } = await refresh();
    expect(fixture.entra.refreshes).toEqual([
      {
        registration,
        homeTenantId: 'fab21ca3-0000-4000-8000-000000000002',
        homeObjectId: '00000a0e-0000-4000-8000-000000000001',
        cache: 'cache 0 of 00000a0e-0000-4000-8000-000000000001',
        scopes,
      },
    ]);
    const { opened, tokens } = await read();
    expect(opened).toEqual(next);
    expect(opened).toMatchObject({
      accessToken: second,
      cache: 'cache 1 of 00000a0e-0000-4000-8000-000000000001',
      mailbox: 'person1@fabrikam.com',
    });
    expect(tokens.refreshedAt).toEqual(fixture.now());
  });

  it('gives out no token that it could not store', async () => {
    const grants: GrantStore = {
      ...fixture.grants,
      replaceTokens: () => Promise.reject(new ConnectorError('storage_unavailable')),
    };
    await expect(refresh(fixture.open({ grants }))).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect((await read()).opened.accessToken).toMatch(/^access 0/);
  });

  it('asks Entra once in a process, whoever wants the refresh', async () => {
    const instance = fixture.open();
    const results = await Promise.all([refresh(instance), refresh(instance), refresh(instance)]);
    expect(fixture.entra.refreshes.length).toBe(1);
    expect(new Set(results.map(({ opened }) => opened.accessToken))).toEqual(new Set([second]));
    await refresh(instance);
    expect(fixture.entra.refreshes.length).toBe(2);
  });

  it('asks for each person and each connection apart, also at the same time', async () => {
    await fixture.connectPerson(2);
    const before = await read();
    await fixture.connectPerson(1, { cache: 'cache of the new connection' });
    const wanted = [before, await read(), await read(senderOf(2))];
    const instance = fixture.open();
    const refreshed = wanted.map(({ grant, tokens, opened }) => instance.refreshTokens(grant, tokens, opened));
    expect((await Promise.all(refreshed)).map(({ opened }) => opened.mailbox)).toEqual([
      'person1@fabrikam.com',
      'person1@fabrikam.com',
      'person2@fabrikam.com',
    ]);
    expect(fixture.entra.refreshes.map(({ cache }) => cache)).toEqual(wanted.map(({ opened }) => opened.cache));
  });

  it('asks again for other claims, and after a failure', async () => {
    const instance = fixture.open();
    await Promise.all([refresh(instance), refresh(instance, '{}')]);
    expect(new Set(fixture.entra.refreshes.map(({ claims }) => claims))).toEqual(new Set([undefined, '{}']));
    const { answer } = fixture.entra;
    refuse('entra_unavailable');
    await expect(refresh(instance)).rejects.toMatchObject({ code: 'entra_unavailable' });
    fixture.entra.answer = answer;
    expect((await refresh(instance)).opened.accessToken).toMatch(/^access 4/);
  });

  it('lets one of two instances win; the other takes what the first one stored', async () => {
    const given = await read();
    const [one, other] = await Promise.all(
      [fixture.open(), fixture.open()].map((instance) =>
        instance.refreshTokens(given.grant, given.tokens, given.opened),
      ),
    );
    expect(fixture.entra.refreshes.length).toBe(2);
    expect([one?.opened, other?.opened]).toEqual([(await read()).opened, (await read()).opened]);
  });

  it('takes what another instance stored when Entra no longer knows the older refresh token', async () => {
    const given = await read();
    const winner = await fixture.open().refreshTokens(given.grant, given.tokens, given.opened);
    refuse('consent_required');
    const loser = await fixture.open().refreshTokens(given.grant, given.tokens, given.opened);
    expect(loser).toEqual(winner);
    expect(await fixture.readGrant(ann)).toMatchObject({ status: 'connected' });
  });

  it('brings no tokens back of a grant that was disconnected meanwhile', async () => {
    const { answer } = fixture.entra;
    fixture.entra.answer = async (request) => {
      await fixture.disconnect(ann);
      return answer(request);
    };
    await expect(refresh()).rejects.toMatchObject({ code: 'consent_required' });
    expect((await fixture.grants.read(ann)).tokens).toBeUndefined();
  });

  it('takes the tokens of a connection that was made anew meanwhile', async () => {
    const { answer } = fixture.entra;
    fixture.entra.answer = async (request) => {
      fixture.entra.answer = answer;
      await fixture.connectPerson(1, { accessToken: 'new' });
      return answer(request);
    };
    const { grant, opened } = await refresh();
    expect([opened.accessToken, grant.generation]).toEqual(['new', 2]);
    expect((await read()).opened.accessToken).toBe('new');
  });

  it.each(ending)('ends the grant on the definite answer %s and says that consent is needed', async (code) => {
    refuse(code);
    await expect(refresh()).rejects.toMatchObject({
      code: 'consent_required',
      upstreamCode: 'AADSTS1',
      cause: { code },
    });
    expect(await fixture.readGrant(ann)).toMatchObject({
      status: 'reconsent_required',
      problem: { code, upstreamCode: 'AADSTS1' },
    });
    expect((await fixture.grants.read(ann)).tokens).toBeDefined();
  });

  it.each([...ours, 'sealed_record_refused', 'internal_error'] as const)(
    'changes nothing about the grant on %s',
    async (code) => {
      const before = await fixture.grants.read(ann);
      refuse(code);
      await expect(refresh()).rejects.toMatchObject({ code });
      expect(await fixture.grants.read(ann)).toEqual(before);
    },
  );

  it.each(['blocked_by_home_policy', 'home_tenant_blocked'] as const)(
    'keeps the grant on %s, shows the problem, and takes it away once it is solved',
    async (code) => {
      const { answer } = fixture.entra;
      refuse(code, 'AADSTS53003');
      await expect(refresh()).rejects.toMatchObject({ code });
      const shown = await fixture.readGrant(ann);
      expect(shown).toMatchObject({ status: 'connected', problem: { code, upstreamCode: 'AADSTS53003' } });
      await expect(refresh()).rejects.toMatchObject({ code });
      expect((await fixture.readGrant(ann)).etag).toBe(shown.etag);
      fixture.entra.answer = answer;
      await refresh();
      expect(await fixture.readGrant(ann)).not.toHaveProperty('problem');
    },
  );

  it('does not mark a connection that was made anew while Entra refused the old one', async () => {
    fixture.entra.answer = async () => {
      await fixture.connectPerson(1, { accessToken: 'new' });
      throw new ConnectorError('consent_required');
    };
    expect((await refresh()).opened.accessToken).toBe('new');
    expect((await fixture.readGrant(ann)).status).toBe('connected');
  });

  it('lets a fault of its own through as it is', async () => {
    fixture.entra.answer = () => Promise.reject(new TypeError('a bug'));
    await expect(refresh()).rejects.toThrow('a bug');
    expect((await fixture.readGrant(ann)).status).toBe('connected');
  });
});
