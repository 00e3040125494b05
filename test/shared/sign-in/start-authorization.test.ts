import { beforeEach, describe, expect, it } from 'vitest';
import { homeScopes, hostScopes } from '../../../shared/oauth/scopes.ts';
import type { HostIdentity } from '../../../shared/sign-in/host-identity.ts';
import { createStartAuthorization } from '../../../shared/sign-in/start-authorization.ts';
import { isBrowserSecret } from '../../../shared/sign-in/browser-secret.ts';
import { createTransactions } from '../../../shared/sign-in/transaction.ts';
import { createMemoryTransactionStore } from '../../fakes/memory-transaction-store.ts';
import {
  authority,
  clientId,
  homeObjectId,
  homeTenantId,
  hostObjectId,
  hostTenantId,
  registrations,
  readHomeScopes,
  settings,
  tenant,
} from './sign-in-sample.ts';
import { createGrantsFixture } from '../grants/grants-fixture.ts';

const identity: HostIdentity = {
  hostTenantId,
  hostObjectId,
  displayAddress: 'ann@fabrikam.com',
  loginHint: 'hint',
  homeTenantId,
  homeObjectId,
};
const secret = 'A'.repeat(43);
const { vault, now } = createGrantsFixture();
let transactions = createTransactions({ store: createMemoryTransactionStore(), vault, now });
let start = createStartAuthorization({ settings, readHomeScopes, registrations, transactions });
beforeEach(() => {
  transactions = createTransactions({ store: createMemoryTransactionStore(), vault, now });
  start = createStartAuthorization({ settings, readHomeScopes, registrations, transactions });
});
const queryOf = (url: string) => Object.fromEntries(new URL(url).searchParams);

describe('createStartAuthorization', () => {
  it('sends to the host tenant, asks which account, and for nothing but who it is', async () => {
    const { url, browserSecret } = await start.atHost(tenant, undefined, 'connect');
    expect(url).toMatch(`${authority}/${hostTenantId}/oauth2/v2.0/authorize?`);
    expect(queryOf(url)).toMatchObject({
      scope: 'openid profile',
      prompt: 'select_account',
      redirect_uri: settings.redirectUri,
      code_challenge_method: 'S256',
    });
    expect(queryOf(url)).not.toHaveProperty('login_hint');
    const taken = await transactions.open(queryOf(url)['state'] ?? '', browserSecret, 'host');
    expect(taken.transaction).toEqual({ kind: 'host', hostTenantId, clientId, purpose: 'connect' });
    expect([taken.nonce, taken.codeChallenge]).toEqual([queryOf(url)['nonce'], queryOf(url)['code_challenge']]);
  });

  it('also asks which account when somebody only wants to manage a connection', async () => {
    const { url } = await start.atHost(tenant, secret, 'manage');
    expect(queryOf(url)).toMatchObject({ scope: 'openid profile', prompt: 'select_account' });
  });

  it('keeps the secret of a browser that has one, and makes one for any other', async () => {
    expect((await start.atHost(tenant, secret, 'connect')).browserSecret).toBe(secret);
    for (const given of [undefined, '', 'short', `${secret}A`, `${secret.slice(1)}=`, `${secret.slice(1)}\n`]) {
      const { browserSecret } = await start.atHost(tenant, given, 'connect');
      expect(isBrowserSecret(browserSecret)).toBe(true);
      expect(browserSecret).not.toBe(given);
    }
  });

  it('sends home with the hint of the account that was proven, without a prompt', async () => {
    const { url } = await start.atHome(secret, identity, false);
    expect(url).toMatch(`${authority}/${homeTenantId}/oauth2/v2.0/authorize?`);
    expect(queryOf(url)).toMatchObject({
      scope: 'openid profile offline_access User.Read Mail.Send',
      login_hint: 'hint',
    });
    expect(queryOf(url)).not.toHaveProperty('prompt');
    const taken = await transactions.open(queryOf(url)['state'] ?? '', secret, 'home');
    // The hint has served its purpose, and would make the state longer.
    const { loginHint: _used, ...proven } = identity;
    expect(taken.transaction).toEqual({ kind: 'home', identity: proven, clientId });
  });

  it('takes the address for a hint where the token gave none', async () => {
    const { loginHint: _none, ...rest } = identity;
    expect(queryOf((await start.atHome(secret, rest, false)).url)).toMatchObject({ login_hint: 'ann@fabrikam.com' });
  });

  it('shows the account picker and gives no hint when somebody chooses again', async () => {
    const { url } = await start.atHome(secret, identity, true);
    expect(queryOf(url)).toMatchObject({ prompt: 'select_account' });
    expect(queryOf(url)).not.toHaveProperty('login_hint');
  });

  it('never uses a state, nonce or verifier twice', async () => {
    const urls = await Promise.all(Array.from({ length: 20 }, () => start.atHost(tenant, secret, 'connect')));
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(new Set(urls.map(({ url }) => queryOf(url)[name])).size).toBe(20);
  });

  it('restarts the home leg once, in the same browser only', async () => {
    const { state } = await transactions.start(secret, { kind: 'restart', identity });
    await expect(start.restart('B'.repeat(43), state)).rejects.toMatchObject({ code: 'browser_mismatch' });
    await expect(start.restart(undefined, state)).rejects.toMatchObject({ code: 'browser_mismatch' });
    expect(queryOf((await start.restart(secret, state)).url)).toMatchObject({ prompt: 'select_account' });
    await expect(start.restart(secret, state)).rejects.toMatchObject({ code: 'request_expired' });
  });

  it('restarts nothing by the state of a leg', async () => {
    const { url } = await start.atHome(secret, identity, false);
    await expect(start.restart(secret, queryOf(url)['state'] ?? '')).rejects.toMatchObject({ code: 'request_expired' });
  });
});

describe('scopes', () => {
  it('are only what is needed', () => {
    expect(hostScopes).toEqual(['openid', 'profile']);
    expect(homeScopes('Mail.Send')).toEqual(['openid', 'profile', 'offline_access', 'User.Read', 'Mail.Send']);
    expect(homeScopes('Mail.ReadWrite')).toEqual([...homeScopes('Mail.Send'), 'Mail.ReadWrite']);
  });
});
