import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { TRANSACTION_LIFETIME_SECONDS } from '../../../shared/limits.ts';
import { sealForBrowser } from '../../../shared/sign-in/browser-record.ts';
import { createBrowserSecret, readBrowserSecret } from '../../../shared/sign-in/browser-secret.ts';
import { createSessions, type Session } from '../../../shared/sign-in/session.ts';
import { createMemoryGrantStore } from '../../fakes/memory-grant-store.ts';
import { createMemorySessionStore } from '../../fakes/memory-session-store.ts';
import { formatSender } from '../../../shared/sender.ts';
import { addressOfSession } from '../../../shared/storage-addresses.ts';
import { ann, createGrantsFixture, senderOf } from '../grants/grants-fixture.ts';

const secret = createBrowserSecret();
const home = { homeTenantId: 'fab21ca3-0000-4000-8000-000000000002', homeObjectId: ann.hostObjectId };
const session = {
  sender: ann,
  home,
  displayAddress: 'ann@fabrikam.com',
  hasJustConnected: true,
  isMailboxUnclear: false,
} satisfies Session;
const expired = { code: 'request_expired' };
const mismatch = { code: 'browser_mismatch' };

function setUp() {
  const { vault, clock, now } = createGrantsFixture();
  const store = createMemorySessionStore();
  const accounts = createMemoryGrantStore();
  return { store, accounts, vault, clock, sessions: createSessions({ store, accounts, vault, now }) };
}

describe('createSessions', () => {
  it('opens as often as wanted, in the same browser only', async () => {
    const { sessions } = setUp();
    const handle = await sessions.start(secret, session);
    expect(await sessions.open(handle, secret)).toEqual(session);
    expect(await sessions.open(handle, secret)).toEqual(session);
    for (const other of [undefined, '', createBrowserSecret()])
      await expect(sessions.open(handle, other)).rejects.toMatchObject(mismatch);
  });

  it('keeps nothing of it in clear text', async () => {
    const { sessions, store } = setUp();
    const handle = await sessions.start(secret, session);
    const row = await store.read(ann);
    const stored = Buffer.from(row?.sealed ?? []).toString('latin1');
    for (const value of [handle, handle.split('.')[0] ?? '', session.displayAddress, ann.hostObjectId])
      expect(stored).not.toContain(value);
  });

  it('ends after 30 minutes, whatever the clear column says', async () => {
    const { sessions, store, clock } = setUp();
    const handle = await sessions.start(secret, session);
    const row = await store.read(ann);
    clock.pass(TRANSACTION_LIFETIME_SECONDS - 1);
    expect(await sessions.open(handle, secret)).toEqual(session);
    clock.pass(1);
    await expect(sessions.open(handle, secret)).rejects.toMatchObject(expired);
    await store.put(ann, {
      sealed: row?.sealed ?? new Uint8Array(),
      expiresAt: new Date('2100-01-01'),
    });
    await expect(sessions.open(handle, secret)).rejects.toMatchObject(expired);
  });

  it('ends before its time where the clear column says so', async () => {
    const { sessions, store, clock } = setUp();
    const handle = await sessions.start(secret, session);
    const sealed = (await store.read(ann))?.sealed ?? new Uint8Array();
    await store.put(ann, { sealed, expiresAt: clock.now() });
    await expect(sessions.open(handle, secret)).rejects.toMatchObject(expired);
  });

  it('opens nothing that was sealed in its row for somebody else, or for another handle', async () => {
    const { sessions, store, vault, clock } = setUp();
    const handle = await sessions.start(secret, session);
    const expiresAt = new Date(clock.now().getTime() + 60_000);
    const put = async (content: object) => {
      const record = { version: 1, expiresAt: expiresAt.getTime(), content };
      const sealed = await sealForBrowser({ vault }, readBrowserSecret(secret), addressOfSession(ann), record);
      await store.put(ann, { sealed, expiresAt });
    };
    await put({ handle, session });
    expect(await sessions.open(handle, secret)).toEqual(session);
    for (const content of [
      { handle, session: { ...session, sender: senderOf(2) } },
      { handle: `${handle}x`, session },
    ]) {
      await put(content);
      await expect(sessions.open(handle, secret)).rejects.toMatchObject(expired);
    }
  });

  it('ends by the next sign-in of the person, in this browser or another', async () => {
    const { sessions } = setUp();
    const first = await sessions.start(secret, session);
    const second = await sessions.start(secret, session);
    await expect(sessions.open(first, secret)).rejects.toMatchObject(expired);
    expect(await sessions.open(second, secret)).toEqual(session);
    const elsewhere = createBrowserSecret();
    const third = await sessions.start(elsewhere, session);
    await expect(sessions.open(second, secret)).rejects.toMatchObject(mismatch);
    expect(await sessions.open(third, elsewhere)).toEqual(session);
  });

  it('is ended by its own handle in its own browser, and by nothing else', async () => {
    const { sessions } = setUp();
    const former = await sessions.start(secret, session);
    const handle = await sessions.start(secret, session);
    await sessions.end(former, secret);
    await sessions.end(handle, createBrowserSecret());
    await sessions.end('', secret);
    expect(await sessions.open(handle, secret)).toEqual(session);
    await sessions.end(handle, secret);
    await expect(sessions.open(handle, secret)).rejects.toMatchObject(expired);
    await sessions.end(handle, secret);
  });

  it('opens only in the row of its own person', async () => {
    const { sessions, store, vault } = setUp();
    const other = senderOf(2);
    const handle = await sessions.start(secret, session);
    const row = await store.read(ann);
    if (!row) throw new Error('There is no row.');
    await store.put(other, row);
    const [random, , , pepper, mac] = handle.split('.');
    const name = `${random}.${formatSender(other)}`;
    await expect(sessions.open(`${name}.${pepper}.${mac}`, secret)).rejects.toMatchObject(expired);
    const moved = `${name}.${await vault.digest('session handle', name)}`;
    await expect(sessions.open(moved, secret)).rejects.toMatchObject(mismatch);
  });

  it('reads no storage for what is no handle', async () => {
    const { accounts, vault, clock } = setUp();
    const store = { ...createMemorySessionStore(), read: () => Promise.reject(new Error('read')) };
    const sessions = createSessions({ store, accounts, vault, now: clock.now });
    const ofOurs = await sessions.start(secret, session);
    const random = 'A'.repeat(43);
    const sender = `${ann.hostTenantId}.${ann.hostObjectId}`;
    for (const handle of [
      '',
      random,
      `${random}.`,
      `${random}.x`,
      `A.${sender}`,
      `${random}.${sender}x`,
      `${random}.${sender}\n`,
      `${random}.${sender}`,
      `${random}.${sender}.1.${random}`,
      `x${ofOurs}`,
      `${ofOurs}x`,
      // It names a pepper that there is not.
      `${random}.${sender}.99.${random}`,
    ])
      await expect(sessions.open(handle, secret)).rejects.toMatchObject(expired);
  });

  it('knows the account that signed in last, until it signs out, disconnects or its time is over', async () => {
    const { sessions, clock } = setUp();
    const [first, second] = [home, { ...home, homeObjectId: senderOf(2).hostObjectId }];
    const isLatest = (one = first, sender = ann) =>
      sessions.requireLatest(sender, one).then(
        () => true,
        (error: ConnectorError) => (error.code === 'request_expired' ? false : error),
      );
    const latest = () => Promise.all([isLatest(first), isLatest(second)]);
    expect(await latest()).toEqual([false, false]);
    await sessions.noteSignIn(ann, first);
    // A session is no sign-in.
    await sessions.start(secret, { ...session, home: second });
    expect(await latest()).toEqual([true, false]);
    await sessions.noteSignIn(ann, second);
    expect([await latest(), await isLatest(second, senderOf(2))]).toEqual([[false, true], false]);
    clock.pass(TRANSACTION_LIFETIME_SECONDS);
    expect(await latest()).toEqual([false, false]);
    await sessions.noteSignIn(ann, undefined);
    expect(await latest()).toEqual([false, false]);
    await sessions.noteSignIn(ann, first);
    const handle = await sessions.start(secret, session);
    await sessions.end(handle, createBrowserSecret());
    expect(await latest()).toEqual([true, false]);
    await sessions.end(handle, secret);
    expect(await latest()).toEqual([false, false]);
    await sessions.noteSignIn(ann, first);
    await sessions.endAll(ann);
    expect(await latest()).toEqual([false, false]);
  });

  it('takes down under its own purpose which account it was, and no account of a guest without a home tenant', async () => {
    const { sessions, accounts, vault, clock } = setUp();
    for (const [one, text] of [
      [home, `${formatSender(ann)} ${home.homeTenantId} ${home.homeObjectId}`],
      [undefined, `${formatSender(ann)}  `],
    ] as const) {
      await sessions.noteSignIn(ann, one);
      const latest = await accounts.readLatestAccount(ann);
      expect(await vault.matchesDigest('signed-in account', text, latest?.account ?? '')).toBe(true);
    }
    await sessions.noteSignIn(ann, home);
    clock.pass(TRANSACTION_LIFETIME_SECONDS - 1);
    const etag = (await accounts.readLatestAccount(ann))?.etag;
    expect(await sessions.requireLatest(ann, home)).toEqual({ etag });
    const sameId = { ...home, homeTenantId: 'fab21ca3-0000-4000-8000-000000000009' };
    await expect(sessions.requireLatest(ann, sameId)).rejects.toMatchObject(expired);
  });

  it('passes on that the vault is away', async () => {
    const { store, accounts, vault, clock, sessions } = setUp();
    const handle = await sessions.start(secret, session);
    const matchesDigest = () => Promise.reject(new ConnectorError('vault_unavailable'));
    const away = createSessions({ store, accounts, vault: { ...vault, matchesDigest }, now: clock.now });
    await expect(away.open(handle, secret)).rejects.toMatchObject({ code: 'vault_unavailable' });
  });

  it('passes on that the store is away', async () => {
    const { accounts, vault, clock } = setUp();
    const store = {
      ...createMemorySessionStore(),
      read: () => Promise.reject(new ConnectorError('storage_unavailable')),
    };
    const sessions = createSessions({ store, accounts, vault, now: clock.now });
    const handle = await sessions.start(secret, session);
    await expect(sessions.open(handle, secret)).rejects.toMatchObject({ code: 'storage_unavailable' });
    await expect(sessions.end(handle, secret)).rejects.toMatchObject({ code: 'storage_unavailable' });
  });
});
