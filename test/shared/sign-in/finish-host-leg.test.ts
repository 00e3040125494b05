import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { TimeLimit } from '../../../shared/time-limit.ts';
import { ann, homeObjectIdOf, senderOf } from '../grants/grants-fixture.ts';
import { browser, createStage, secret } from './finish-stage.ts';
import { clientId, homeObjectId, homeTenantId, hostTenantId } from './sign-in-sample.ts';

let { stage, sessions, startAuthorization, finish, answer, startHost, startHome, stateOf } = createStage();
beforeEach(() => {
  ({ stage, sessions, startAuthorization, finish, answer, startHost, startHome, stateOf } = createStage());
});

describe('createFinishHostLeg', () => {
  it.each(['connect', 'manage'] as const)('compares the account of a sign-in to %s with the connection', async (to) => {
    await finish(browser, answer(await startHost(to)));
    expect(stage.comparisons).toEqual([{ sender: ann, home: { homeTenantId, homeObjectId } }]);
  });

  it.each(['connect', 'manage'] as const)('takes no account that is not named in a sign-in to %s', async (to) => {
    stage.result = { clientInfo: { uid: 'gone', utid: 'gone' } };
    expect(await finish(browser, answer(await startHost(to)))).toMatchObject({ error: { code: 'sign_in_invalid' } });
    expect(stage.comparisons).toEqual([]);
  });

  it('compares an account before it says that this kind of account cannot connect', async () => {
    stage.claims = { idp: 'mail' };
    stage.result = { clientInfo: { uid: ann.hostObjectId, utid: hostTenantId } };
    expect(await finish(browser, answer(await startHost()))).toMatchObject({ error: { code: 'no_home_tenant' } });
    expect(stage.comparisons).toEqual([{ sender: ann, home: undefined }]);
  });

  it('ends what the browser and the person held, also where this kind of account cannot connect', async () => {
    const held = { sender: senderOf(2), displayAddress: '', hasJustConnected: false, isMailboxUnclear: false };
    const [handle, own] = [await sessions.start(secret, held), await sessions.start(secret, { ...held, sender: ann })];
    stage.claims = { idp: 'mail' };
    stage.result = { clientInfo: { uid: ann.hostObjectId, utid: hostTenantId } };
    const leg = await finish({ secret, handles: [handle] }, answer(await startHost()));
    expect(leg).toMatchObject({ error: { code: 'no_home_tenant' } });
    for (const ended of [handle, own])
      await expect(sessions.open(ended, secret)).rejects.toMatchObject({ code: 'request_expired' });
  });

  it('offers to replace the connection of another account, once, and goes on only when that is confirmed', async () => {
    stage.compared = { isOther: true, suspended: 3 };
    const leg = await finish(browser, answer(await startHost()));
    if (leg.kind !== 'refused') throw new Error(leg.kind);
    expect(leg.error.code).toBe('identity_changed');
    const identity = { hostTenantId, hostObjectId: ann.hostObjectId, homeTenantId, homeObjectId };
    expect(leg).toMatchObject({ isUsed: true, hostTenantId, clientId, identity });
    const { handle = '' } = leg;
    expect(await finish(browser, answer(handle))).toMatchObject({ error: { code: 'request_expired' } });
    const { url } = await startAuthorization.restart(secret, handle);
    expect(new URL(url).searchParams.get('prompt')).toBeNull();
    expect((await finish(browser, answer(stateOf(url)))).kind).toBe('session');
    expect(stage.connected).toMatchObject([{ sender: ann, homeTenantId, homeObjectId, resumes: 3 }]);
    await expect(startAuthorization.restart(secret, handle)).rejects.toMatchObject({ code: 'request_expired' });
  });

  it('asks for the account again when another one signs in at home after the confirmation', async () => {
    stage.compared = { isOther: true, suspended: 3 };
    const leg = await finish(browser, answer(await startHost()));
    const { url } = await startAuthorization.restart(secret, (leg.kind === 'refused' && leg.handle) || '');
    stage.claims = { oid: homeObjectIdOf(2) };
    const wrong = await finish(browser, answer(stateOf(url)));
    if (wrong.kind !== 'refused') throw new Error(wrong.kind);
    const again = await startAuthorization.restart(secret, wrong.handle ?? '');
    expect(new URL(again.url).searchParams.get('prompt')).toBe('select_account');
    stage.claims = {};
    await finish(browser, answer(stateOf(again.url)));
    expect(stage.connected).toMatchObject([{ resumes: 3 }]);
  });

  it('lets the account of a suspended connection connect again without a question', async () => {
    stage.compared = { isOther: false, suspended: 3 };
    await finish(browser, answer(await startHome()));
    expect(stage.connected).toMatchObject([{ resumes: 3 }]);
    stage.compared = { isOther: false };
    await finish(browser, answer(await startHome()));
    expect(stage.connected[1]?.resumes).toBeUndefined();
  });

  it('has the names proven again for the own page, with the host UPN that the person just proved', async () => {
    stage.claims = { upn: 'ann_fabrikam.com#EXT#@contoso.com' };
    const leg = await finish(browser, answer(await startHost('manage')));
    expect(stage.renewals).toEqual([{ sender: ann, userPrincipalName: 'ann_fabrikam.com#EXT#@contoso.com' }]);
    expect(leg).not.toHaveProperty('notProven');
  });

  it.each(['graph_unavailable', 'entra_unavailable', 'sealed_record_refused', 'conflict'] as const)(
    'opens the own page when the names cannot be proven again: %s',
    async (code) => {
      stage.renewFails = new ConnectorError(code);
      expect(await finish(browser, answer(await startHost('manage')))).toMatchObject({
        kind: 'session',
        notProven: code,
      });
    },
  );

  it('opens the own page when the home tenant does not answer in time', async () => {
    stage.renewFails = new TimeLimit(1);
    const leg = await finish(browser, answer(await startHost('manage')));
    expect(leg).toMatchObject({ kind: 'session', notProven: 'time_limit' });
  });

  it('says of the account no more than that it has signed in', async () => {
    const leg = await finish(browser, answer(await startHost('manage')));
    const { handle = '' } = leg.kind === 'session' ? leg : {};
    const shown = { hasJustConnected: false, isMailboxUnclear: false };
    expect(await sessions.open(handle, secret)).toMatchObject(shown);
  });

  it('names the host tenant’s refusal, be it in the redirect or in the answer to the code', async () => {
    const refused = { kind: 'refused', error: { code: 'host_sign_in_refused' } };
    const redirect = { code: undefined, error: 'invalid_request', errorDescription: 'AADSTS90019: No tenant.' };
    expect(await finish(browser, answer(await startHost(), redirect))).toMatchObject(refused);
    stage.exchangeFails = new ConnectorError('consent_required', { upstreamCode: 'AADSTS70008' });
    expect(await finish(browser, answer(await startHost()))).toMatchObject(refused);
  });

  it('hides no bug of the code that redeems', async () => {
    stage.exchangeFails = new TypeError('a bug') as never;
    await expect(finish(browser, answer(await startHost()))).rejects.toThrow('a bug');
  });

  it('leads to the home tenant without asking which account', async () => {
    const leg = await finish(browser, answer(await startHost()));
    const { url = '' } = leg.kind === 'redirect' ? leg : {};
    expect(new URL(url).searchParams.get('prompt')).toBeNull();
    expect(new URL(url).searchParams.get('login_hint')).not.toBeNull();
  });

  it('has nothing proven for a suspended connection, nor says so where nothing is connected', async () => {
    stage.compared = { isOther: true, suspended: 3 };
    await finish(browser, answer(await startHost('manage')));
    expect(stage.renewals).toEqual([]);
    stage.compared = { isOther: false };
    stage.renewFails = new ConnectorError('consent_required');
    expect(await finish(browser, answer(await startHost('manage')))).not.toHaveProperty('notProven');
    stage.renewFails = new TypeError('a bug');
    await expect(finish(browser, answer(await startHost('manage')))).rejects.toThrow('a bug');
  });

  it('opens the own page of another account, and names the sender for the log', async () => {
    stage.compared = { isOther: true, suspended: 3 };
    expect(await finish(browser, answer(await startHost('manage')))).toMatchObject({ kind: 'session', suspended: ann });
  });
});
