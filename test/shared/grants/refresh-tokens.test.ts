import { beforeEach, describe, expect, it } from 'vitest';
import { outcomes, type ErrorCode } from '../../../shared/outcomes.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import type { GrantStore } from '../../../shared/grants/grant.ts';
import { createOpenTokens } from '../../../shared/grants/sealed-tokens.ts';
import { clientId, otherTenantId, registration, registrations, tenant } from '../sign-in/sign-in-sample.ts';
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
  return { grant, tokens, opened: await createOpenTokens(fixture.vault)(grant, tokens.sealed) };
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
  (code) =>
    outcomes[code].disposition === 'retry' &&
    ['operator', 'nobody'].includes(outcomes[code].who) &&
    !['refusal_unconfirmed', 'host_tenant_refused'].includes(code),
);
const hours = (count: number) => count * 3_600;
const dueTimes = async () => {
  const entries = await fixture.due.list('refresh', new Date('2100-01-01'), 99);
  return entries.map(({ at }) => (at.getTime() - fixture.now().getTime()) / 3_600_000);
};

describe('createRefreshTokens', () => {
  it('asks Entra once for all who have read the same row, also for one that comes after the refresh', async () => {
    const instance = fixture.open();
    const { grant, tokens, opened } = await read();
    const ask = () => instance.refreshTokens(grant, tokens, opened);
    const [first, other] = await Promise.all([ask(), ask()]);
    const late = await ask();
    expect(new Set([first, other, late].map((one) => one.opened.accessToken)).size).toBe(1);
    expect(fixture.entra.refreshes).toHaveLength(1);
    await refresh(instance);
    expect(fixture.entra.refreshes).toHaveLength(2);
  });

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
    expect([grant.status, grant.problem]).toEqual(['connected', undefined]);
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

  it('keeps the verified domain up to date with every ID token, and as it was without one', async () => {
    const { answer } = fixture.entra;
    const refreshWith = async (idTokenClaims: object) => {
      fixture.entra.answer = async (request) => ({ ...(await answer(request)), idTokenClaims: { ...idTokenClaims } });
      return (await refresh()).opened.emailDomain;
    };
    const email = 'ann@northwindtraders.com';
    expect(await refreshWith({ email, xms_edov: true })).toBe('northwindtraders.com');
    expect(await refreshWith({})).toBe('northwindtraders.com');
    expect(await refreshWith({ email, xms_edov: false })).toBeUndefined();
    expect((await read()).opened).not.toHaveProperty('emailDomain');
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

  it('ends the grant for an unknown reason when the same one comes again an hour after the first, and not before', async () => {
    const { answer } = fixture.entra;
    const expectKept = async (upstreamCode: string) => {
      await expect(refresh()).rejects.toMatchObject({ code: 'refusal_unconfirmed', retryAfterSeconds: 30 });
      expect(await fixture.readGrant(ann)).toMatchObject({
        status: 'connected',
        problem: { code: 'refusal_unconfirmed', upstreamCode },
      });
    };
    const doubt = (upstreamCode: string) => {
      const error = new ConnectorError('refusal_unconfirmed', { upstreamCode, retryAfterSeconds: 30 });
      fixture.entra.answer = () => Promise.reject(error);
    };
    doubt('AADSTS1');
    await expectKept('AADSTS1');
    // The timer looks again by itself.
    const [wait = 0, ...others] = await dueTimes();
    expect([wait >= 1, wait <= 1.1, others]).toEqual([true, true, []]);
    fixture.clock.pass(hours(1) - 1);
    await expectKept('AADSTS1');
    // A good answer in between begins anew.
    fixture.entra.answer = answer;
    await refresh();
    expect(await fixture.readGrant(ann)).not.toHaveProperty('problem');
    fixture.clock.pass(hours(24));
    doubt('AADSTS1');
    await expectKept('AADSTS1');
    fixture.clock.pass(hours(1) - 1);
    // Another reason begins anew.
    doubt('AADSTS2');
    await expectKept('AADSTS2');
    fixture.clock.pass(hours(1));
    await expect(refresh()).rejects.toMatchObject({ code: 'consent_required', upstreamCode: 'AADSTS2' });
    expect(await fixture.readGrant(ann)).toMatchObject({
      status: 'reconsent_required',
      problem: { code: 'consent_required', upstreamCode: 'AADSTS2' },
    });
  });

  it('keeps the time of a doubt when the stored row has none, and begins to count then', async () => {
    const grant = await fixture.readGrant(ann);
    await fixture.grants.replace({ ...grant, problem: { code: 'refusal_unconfirmed', upstreamCode: 'AADSTS1' } });
    fixture.clock.pass(hours(48));
    refuse('refusal_unconfirmed');
    await expect(refresh()).rejects.toMatchObject({ code: 'refusal_unconfirmed' });
    expect((await fixture.readGrant(ann)).problem?.since).toEqual(fixture.now());
  });

  it.each(['blocked_by_home_policy', 'account_unavailable'] as const)(
    'brings the next look of the timer forward to a day from now on %s',
    async (code) => {
      refuse(code);
      await expect(refresh()).rejects.toBeDefined();
      const [wait = 0, ...others] = await dueTimes();
      expect([wait >= 24, wait <= 26.4, others]).toEqual([true, true, []]);
      const { refreshDueAt } = await fixture.readGrant(ann);
      expect((refreshDueAt.getTime() - fixture.now().getTime()) / 3_600_000).toBe(wait);
    },
  );

  it('says when Entra last gave a refresh token, and does not count an answer without one', async () => {
    const { answer } = fixture.entra;
    const before = (await read()).tokens.refreshedAt;
    fixture.clock.pass(60);
    fixture.entra.answer = async (request) => ({ ...(await answer(request)), hasRefreshToken: false });
    const refreshed = await refresh();
    expect([refreshed.refreshedAt, (await read()).tokens.refreshedAt]).toEqual([before, before]);
    expect((await read()).opened.accessToken).toBe(refreshed.opened.accessToken);
  });

  it.each(['blocked_by_home_policy', 'home_tenant_blocked', 'assignment_required'] as const)(
    'keeps the grant on %s, shows the problem, and takes it away once it is solved',
    async (code) => {
      const { answer } = fixture.entra;
      refuse(code, 'AADSTS53003');
      await expect(refresh()).rejects.toMatchObject({ code });
      const shown = await fixture.readGrant(ann);
      expect(shown).toMatchObject({ status: 'connected', problem: { code, upstreamCode: 'AADSTS53003' } });
      fixture.clock.pass(60);
      await expect(refresh()).rejects.toMatchObject({ code });
      expect((await fixture.readGrant(ann)).etag).toBe(shown.etag);
      fixture.entra.answer = answer;
      await refresh();
      expect(await fixture.readGrant(ann)).not.toHaveProperty('problem');
    },
  );

  it.each([
    ['AADSTS7000112', 'host_tenant_refused'],
    ['of_tomorrow', 'host_tenant_refused'],
    // Its inbound policy does not apply to its members, so it says no more than that this tenant refuses.
    ['AADSTS500213', 'home_tenant_blocked'],
    ['AADSTS500212', 'home_tenant_blocked'],
  ])(
    'keeps and shows the connection of a member whose own tenant refuses by %s (%s), and looks again after a day',
    async (upstreamCode, code) => {
      const member = { ...fixture.requestOf(7), homeTenantId: ann.hostTenantId };
      await fixture.connect(member);
      const { answer } = fixture.entra;
      const refreshMember = async () => {
        const { grant, tokens, opened } = await read(member.sender);
        return fixture.open().refreshTokens(grant, tokens, opened);
      };
      refuse('home_tenant_blocked', upstreamCode);
      await expect(refreshMember()).rejects.toMatchObject({ code, upstreamCode });
      const kept = await fixture.readGrant(member.sender);
      expect(kept).toMatchObject({ status: 'connected', problem: { code, upstreamCode } });
      const wait = (kept.refreshDueAt.getTime() - fixture.now().getTime()) / 3_600_000;
      expect([wait >= 24, wait <= 26.4]).toEqual([true, true]);
      fixture.entra.answer = answer;
      await refreshMember();
      expect(await fixture.readGrant(member.sender)).not.toHaveProperty('problem');
    },
  );

  it('asks for no more than was granted, whatever the settings want since then', async () => {
    await fixture.connectPerson(1, { scopes: ['Mail.Send', 'Mail.Read', 'user.read'] });
    const instance = fixture.open({}, registrations, [...scopes, 'Mail.ReadWrite']);
    await refresh(instance);
    await fixture.connectPerson(1, { scopes: ['Mail.Send', 'Mail.ReadWrite', 'User.Read'] });
    await refresh(instance);
    await refresh();
    expect(fixture.entra.refreshes.map((request) => request.scopes)).toEqual([
      scopes,
      [...scopes, 'Mail.ReadWrite'],
      scopes,
    ]);
  });

  it('asks nobody and changes nothing for a home tenant that is not allowed', async () => {
    const before = await fixture.grants.read(ann);
    fixture.served.tenant = { ...tenant, allowedHomeTenants: [] };
    await expect(refresh()).rejects.toMatchObject({ code: 'home_tenant_not_allowed' });
    expect(fixture.entra.refreshes).toEqual([]);
    expect(await fixture.grants.read(ann)).toEqual(before);
    fixture.served.tenant = tenant;
    expect((await refresh()).opened.accessToken).toBe(second);
  });

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
