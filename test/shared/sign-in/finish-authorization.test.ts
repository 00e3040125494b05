import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import {
  authority,
  clientId,
  hostTenantId,
  homeObjectId,
  homeTenantId,
  otherTenantId,
  tenant,
} from './sign-in-sample.ts';
import { SIGN_INS_PER_MINUTE } from '../../../shared/limits.ts';
import { ann, homeObjectIdOf, senderOf } from '../grants/grants-fixture.ts';
import { browser, createStage, secret } from './finish-stage.ts';

let { stage, transactions, sessions, finish, answer, startHost, startHome, stateOf, urlOf } = createStage();
beforeEach(() => {
  ({ stage, transactions, sessions, finish, answer, startHost, startHome, stateOf, urlOf } = createStage());
});

describe('createFinishAuthorization', () => {
  it('connects nothing when another account has signed in as the person since the host leg', async () => {
    const state = await startHome();
    const home = { homeTenantId, homeObjectId: homeObjectIdOf(2) };
    await sessions.noteSignIn(ann, home);
    expect(await finish(browser, answer(state))).toMatchObject({ error: { code: 'request_expired' } });
    expect(stage.connected).toEqual([]);
  });

  it('connects nothing when the person has signed out, or nothing can be read, since the host leg', async () => {
    const state = await startHome();
    await sessions.endAll(ann);
    expect(await finish(browser, answer(state))).toMatchObject({ error: { code: 'request_expired' }, isUsed: true });
    const other = await startHome();
    const { requireLatest } = sessions;
    sessions.requireLatest = () => Promise.reject(new ConnectorError('storage_unavailable'));
    expect(await finish(browser, answer(other))).toMatchObject({ error: { code: 'storage_unavailable' } });
    sessions.requireLatest = requireLatest;
    expect([stage.connected, stage.comparisons.length]).toEqual([[], 2]);
  });

  it('stops the home leg of a tenant that was taken off the list since the host leg, before the code is redeemed', async () => {
    const state = await startHome();
    stage.served = { ...tenant, allowedHomeTenants: [otherTenantId] };
    expect(await finish(browser, answer(state))).toMatchObject({
      kind: 'refused',
      error: { code: 'home_tenant_not_allowed' },
    });
    expect([stage.exchanges.length, stage.connected]).toEqual([1, []]);
  });

  it('leads from the host leg to the home leg of the account, and from there to a connection', async () => {
    const leg = await finish(browser, answer(await startHost()));
    expect(urlOf(leg)).toMatch(`${authority}/${homeTenantId}/oauth2/v2.0/authorize?`);
    const end = await finish(browser, answer(stateOf(urlOf(leg))));
    expect(stage.exchanges.map(({ tenantId }) => tenantId)).toEqual([hostTenantId, homeTenantId]);
    expect(stage.exchanges.map(({ scopes }) => scopes.join(' '))).toEqual([
      'openid profile',
      'openid profile offline_access User.Read Mail.Send',
    ]);
    expect(stage.connected).toMatchObject([
      { sender: ann, homeTenantId, homeObjectId, clientId, tokens: { mailbox: 'ann@fabrikam.com' } },
    ]);
    expect(stage.connected[0]?.tokens.accessToken).toBe('access token of the home leg');
    if (end.kind !== 'session') throw new Error(end.kind);
    const session = await sessions.open(end.handle, secret);
    expect(session).toMatchObject({ sender: ann, hasJustConnected: true, isMailboxUnclear: false });
    expect(end.hasEndedOthers).toBe(false);
  });

  it('signs a person in to their own page by the host leg alone', async () => {
    const leg = await finish(browser, answer(await startHost('manage')));
    if (leg.kind !== 'session') throw new Error(leg.kind);
    expect(await sessions.open(leg.handle, secret)).toMatchObject({
      sender: ann,
      home: { homeTenantId, homeObjectId },
      hasJustConnected: false,
    });
    expect(stage.exchanges.map(({ tenantId }) => tenantId)).toEqual([hostTenantId]);
    expect(stage.connected).toEqual([]);
  });

  it('checks the token of whoever only manages as well', async () => {
    stage.claims = { nonce: 'other' };
    expect(await finish(browser, answer(await startHost('manage')))).toMatchObject({
      kind: 'refused',
      error: { code: 'sign_in_invalid' },
    });
  });

  it('asks Entra for nothing before cookie and transaction match', async () => {
    const state = await startHost();
    const attempts: [string | undefined, string | undefined, string][] = [
      [undefined, state, 'browser_mismatch'],
      ['B'.repeat(43), state, 'browser_mismatch'],
      [secret, undefined, 'request_expired'],
      [secret, 'unknown', 'request_expired'],
      [secret, `${state}x`, 'request_expired'],
    ];
    for (const [other, given, code] of attempts)
      expect(await finish({ ...browser, secret: other }, answer(given))).toMatchObject({
        kind: 'refused',
        isUsed: false,
        error: { code },
      });
    expect(stage.exchanges).toEqual([]);
    expect((await finish(browser, answer(state))).kind).toBe('redirect');
  });

  it.each(['host', 'home'] as const)('uses the state of the %s leg up, whatever comes of it', async (kind) => {
    const state = kind === 'host' ? await startHost() : await startHome();
    stage.exchangeFails = new ConnectorError('entra_unavailable');
    expect(await finish(browser, answer(state))).toMatchObject({ error: { code: 'entra_unavailable' } });
    stage.exchangeFails = undefined;
    expect(await finish(browser, answer(state))).toMatchObject({ error: { code: 'request_expired' } });
  });

  it('finishes no leg by the state of a restart or a farewell', async () => {
    const identity = { ...ann, displayAddress: '', homeTenantId, homeObjectId };
    const farewell = { kind: 'farewell', mailbox: 'ann@fabrikam.com', homeTenantId } as const;
    for (const transaction of [{ kind: 'restart', identity } as const, farewell]) {
      const { state } = await transactions.start(secret, transaction);
      expect(await finish(browser, answer(state))).toMatchObject({ error: { code: 'request_expired' } });
    }
    expect(stage.exchanges).toEqual([]);
  });

  it.each(['host', 'home'] as const)(
    'ends the %s leg of a tenant or client that is not served any more',
    async (kind) => {
      const start = kind === 'host' ? startHost : startHome;
      for (const gone of [{ isServed: false }, { isRegistered: false }]) {
        const state = await start();
        const before = stage.exchanges.length;
        Object.assign(stage, gone);
        expect(await finish(browser, answer(state))).toMatchObject({ error: { code: 'request_expired' } });
        Object.assign(stage, { isServed: true, isRegistered: true });
        expect(stage.exchanges.length).toBe(before);
      }
    },
  );

  it('redeems each leg as the client that it was started for, and names client and tenant of a refused one', async () => {
    await finish(browser, answer(await startHome()));
    expect(stage.exchanges.map(({ registration }) => registration.clientId)).toEqual([clientId, clientId]);
    const refusal = { error: { code: 'admin_approval_likely' }, hostTenantId, clientId };
    expect(await finish(browser, answer(await startHome(), { error: 'access_denied' }))).toMatchObject(refusal);
  });

  it('leaves no row of a leg that never reaches Entra, and the state can still be used', async () => {
    const state = await startHost();
    for (const changes of [{ error: 'access_denied' }, { code: undefined }, { error: 'x', code: undefined }])
      expect(await finish(browser, answer(state, changes))).toMatchObject({ kind: 'refused', isUsed: false });
    expect([stage.uses, stage.exchanges]).toEqual([0, []]);
    expect((await finish(browser, answer(state))).kind).toBe('redirect');
    expect(stage.uses).toBe(1);
  });

  it('refuses strangers beyond the budget without using anything up; whoever comes from the home leg is none', async () => {
    const home = await startHome();
    stage.exchangeFails = new ConnectorError('sign_in_invalid');
    for (let count = 0; count < SIGN_INS_PER_MINUTE; count++) await finish(browser, answer(await startHost()));
    stage.exchangeFails = undefined;
    const [uses, state] = [stage.uses, await startHost()];
    expect(await finish(browser, answer(state))).toMatchObject({ isUsed: false, error: { code: 'too_many_sign_ins' } });
    expect([stage.uses, stage.exchanges.length]).toEqual([uses, uses]);
    expect((await finish(browser, answer(home))).kind).toBe('session');
  });

  it.each(['connect', 'manage'] as const)(
    'ends what the browser still held once somebody has signed in at the host tenant to %s',
    async (purpose) => {
      const session = { sender: senderOf(2), displayAddress: '', hasJustConnected: false, isMailboxUnclear: false };
      const handle = await sessions.start(secret, session);
      const holding = { secret, handles: [handle, 'not a handle'] };
      stage.exchangeFails = new ConnectorError('sign_in_invalid');
      await finish(holding, answer(await startHost(purpose)));
      expect(await sessions.open(handle, secret)).toEqual(session);
      stage.exchangeFails = undefined;
      const leg = await finish(holding, answer(await startHost(purpose)));
      expect(leg).toMatchObject(purpose === 'connect' ? { kind: 'redirect' } : { hasEndedOthers: true });
      await expect(sessions.open(handle, secret)).rejects.toMatchObject({ code: 'request_expired' });
    },
  );

  it.each(['access_denied', 'server_error'])('asks for no token after the error %s', async (error) => {
    const leg = await finish(browser, answer(await startHost(), { error }));
    expect(leg).toMatchObject({ kind: 'refused' });
    expect(stage.exchanges).toEqual([]);
  });

  it('refuses a redirect without a code', async () => {
    expect(await finish(browser, answer(await startHost(), { code: undefined }))).toMatchObject({
      error: { code: 'sign_in_invalid' },
    });
  });

  it('names both accounts when another one signs in at home, connects nothing, and lets choose again', async () => {
    const state = await startHome();
    stage.claims = { oid: homeObjectIdOf(2), preferred_username: 'ben@fabrikam.com' };
    const leg = await finish(browser, answer(state));
    expect(leg).toMatchObject({
      kind: 'refused',
      error: { code: 'wrong_account' },
      identity: { displayAddress: 'ann@fabrikam.com' },
      signedInAs: 'ben@fabrikam.com',
    });
    expect(JSON.stringify(leg)).not.toContain('access token');
    expect(stage.connected).toEqual([]);
    if (leg.kind !== 'refused') throw new Error(leg.kind);
    expect((await transactions.open(leg.handle ?? '', secret, 'restart')).transaction.identity.homeObjectId).toBe(
      homeObjectId,
    );
  });

  it.each([
    [{ claims: { nonce: 'other' } }, 'sign_in_invalid'],
    [{ result: { scopes: ['User.Read'] } }, 'scope_missing'],
    [{ result: { scopes: ['Mail.Send'] } }, 'scope_missing'],
    [{ result: { hasRefreshToken: false } }, 'scope_missing'],
    [{ probe: { kind: 'missing' as const, code: 'ErrorMailboxNotFound' } }, 'mailbox_not_found'],
    [{ exchangeFails: new ConnectorError('blocked_by_home_policy') }, 'blocked_by_home_policy'],
    [{ exchangeFails: new ConnectorError('consent_required') }, 'sign_in_invalid'],
    [{ exchangeFails: new ConnectorError('admin_approval_required') }, 'admin_approval_required'],
    [{ connectFails: new ConnectorError('other_mailbox_connected') }, 'other_mailbox_connected'],
  ])('connects nothing and names the organisation when the home leg meets %j', async (changes, code) => {
    const state = await startHome();
    Object.assign(stage, changes);
    const leg = await finish(browser, answer(state));
    expect(leg).toMatchObject({ kind: 'refused', error: { code }, identity: { homeTenantId } });
    expect(leg).not.toHaveProperty('handle');
    expect(stage.connected).toEqual([]);
  });

  it('sends whoever needs an approval in the host leg to the host administrator', async () => {
    stage.exchangeFails = new ConnectorError('admin_approval_required');
    expect(await finish(browser, answer(await startHost()))).toMatchObject({
      error: { code: 'host_approval_required' },
    });
    stage.exchangeFails = undefined;
    // Leaving Entra's page for an approval gives no number.
    expect(await finish(browser, answer(await startHost(), { error: 'access_denied' }))).toMatchObject({
      error: { code: 'host_approval_likely' },
    });
    const redirect = { error: 'access_denied', errorDescription: 'AADSTS90094: approval' };
    expect(await finish(browser, answer(await startHost(), redirect))).toMatchObject({
      error: { code: 'host_approval_required' },
    });
    expect(await finish(browser, answer(await startHome(), redirect))).toMatchObject({
      error: { code: 'admin_approval_required' },
    });
  });

  it('connects although Exchange is unclear about the mailbox, and says so', async () => {
    const state = await startHome();
    stage.probe = { kind: 'unclear', code: 'ErrorServerBusy' };
    const leg = await finish(browser, answer(state));
    expect(leg).toMatchObject({ kind: 'session', upstreamCode: 'ErrorServerBusy' });
    if (leg.kind !== 'session') throw new Error(leg.kind);
    expect((await sessions.open(leg.handle, secret)).isMailboxUnclear).toBe(true);
  });

  it('connects when Entra granted more than was asked for, and names the surplus', async () => {
    const state = await startHome();
    stage.result = { scopes: ['OpenId', 'User.Read', 'mail.send', 'Calendars.Read', 'Mail.ReadWrite'] };
    expect(await finish(browser, answer(state))).toMatchObject({
      kind: 'session',
      surplusScopes: ['Calendars.Read', 'Mail.ReadWrite'],
    });
  });

  it('lets two tabs finish side by side', async () => {
    const [one, other] = [await startHome(), await startHome()];
    expect((await finish(browser, answer(other))).kind).toBe('session');
    expect((await finish(browser, answer(one))).kind).toBe('session');
    expect(stage.connected.length).toBe(2);
  });

  it('does not hide a fault of its own behind a page', async () => {
    const state = await startHome();
    stage.connectFails = new TypeError('a bug');
    await expect(finish(browser, answer(state))).rejects.toThrow('a bug');
  });
});
