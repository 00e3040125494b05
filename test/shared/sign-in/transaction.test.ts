import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { TRANSACTION_LIFETIME_SECONDS } from '../../../shared/limits.ts';
import type { TransactionKey } from '../../../shared/sign-in/transaction-store.ts';
import {
  codeChallengeOf,
  createBrowserSecret,
  createTransactions,
  isBrowserSecret,
  type Transaction,
} from '../../../shared/sign-in/transaction.ts';
import { clientId, hostObjectId, hostTenantId } from './sign-in-sample.ts';
import { createMemoryTransactionStore } from '../../fakes/memory-transaction-store.ts';
import { createVaultFixture } from '../vault/vault-fixture.ts';

const { vault, clock } = createVaultFixture();
const secret = createBrowserSecret();
const host = { kind: 'host', hostTenantId, clientId, purpose: 'connect' } as const;
let rows: { key: TransactionKey; sealed: Uint8Array }[] = [];
let reads = 0;
let store = createMemoryTransactionStore();
let transactions = createTransactions({ store, vault, now: clock.now });
beforeEach(() => {
  rows = [];
  reads = 0;
  store = createMemoryTransactionStore();
  const watched = {
    ...store,
    insert: (key: TransactionKey, sealed: Uint8Array) => (rows.push({ key, sealed }), store.insert(key, sealed)),
    read: (key: TransactionKey) => ((reads += 1), store.read(key)),
  };
  transactions = createTransactions({ store: watched, vault, now: clock.now });
});
const expired = { code: 'request_expired' };
const mismatch = { code: 'browser_mismatch' };

describe('codeChallengeOf', () => {
  it('gives the published challenge (RFC 7636 appendix B)', () => {
    const challenge = codeChallengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk');
    expect(challenge).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  });
});

describe('isBrowserSecret', () => {
  it('knows what createBrowserSecret makes, and nothing else', () => {
    expect(isBrowserSecret(createBrowserSecret())).toBe(true);
    expect(createBrowserSecret()).not.toBe(createBrowserSecret());
    for (const other of [undefined, '', secret.slice(1), `${secret}A`, `${secret}\n`, `${secret.slice(1)}.`])
      expect(isBrowserSecret(other)).toBe(false);
  });
});

describe('createTransactions', () => {
  it('gives back what was started, to the same browser', async () => {
    const started = await transactions.start(secret, host);
    expect(started.codeChallenge).toBe(codeChallengeOf(started.codeVerifier));
    expect(started.codeVerifier).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await transactions.open(started.state, secret, 'host')).toEqual({ ...started, transaction: host });
    expect(await transactions.take(started.state, secret, 'host')).toEqual({ ...started, transaction: host });
  });

  it('derives nonce and verifier from cookie and state, each for its own purpose', async () => {
    const { state, nonce, codeVerifier } = await transactions.start(secret, host);
    const derive = (purpose: string) =>
      createHmac('sha256', Buffer.from(secret, 'base64url')).update(`${purpose}\0${state}`).digest('base64url');
    expect([nonce, codeVerifier]).toEqual([derive('nonce'), derive('code_verifier')]);
  });

  it('keeps neither state, nonce nor verifier in storage, and the rest only sealed', async () => {
    const displayAddress = 'ann@fabrikam.com';
    const session: Transaction = {
      kind: 'session',
      session: {
        sender: { hostTenantId, hostObjectId },
        displayAddress,
        hasJustConnected: false,
        isMailboxUnclear: false,
      },
    };
    const started = await transactions.start(secret, session);
    const [row] = rows;
    const stored = `${JSON.stringify(row?.key)} ${Buffer.from(row?.sealed ?? []).toString('latin1')}`;
    for (const value of [started.state, started.nonce, started.codeVerifier, secret, displayAddress, 'session'])
      expect(stored).not.toContain(value);
    expect(row?.key.digest).toBe(createHash('sha256').update(started.state).digest('hex'));
  });

  it('is taken once, by one of ten at the same time', async () => {
    const { state } = await transactions.start(secret, host);
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => transactions.take(state, secret, 'host')),
    );
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject(expired);
    await expect(transactions.open(state, secret, 'host')).rejects.toMatchObject(expired);
  });

  it('opens for no other browser, and another one cannot use it up', async () => {
    const { state } = await transactions.start(secret, host);
    for (const other of [undefined, '', 'x', createBrowserSecret()])
      for (const attempt of [transactions.take, transactions.open])
        await expect(attempt(state, other, 'host')).rejects.toMatchObject(mismatch);
    expect((await transactions.take(state, secret, 'host')).transaction).toEqual(host);
  });

  it('does not stand in for a transaction of another kind, and is not used up by the attempt', async () => {
    const { state } = await transactions.start(secret, host);
    for (const kind of ['home', 'restart', 'session'] as const)
      await expect(transactions.take(state, secret, kind)).rejects.toMatchObject(expired);
    expect((await transactions.take(state, secret, 'home', 'host')).transaction).toEqual(host);
  });

  it('ends after 30 minutes to the second, whatever its bucket', async () => {
    clock.pass(17);
    const { state } = await transactions.start(secret, host);
    clock.pass(TRANSACTION_LIFETIME_SECONDS - 1);
    expect((await transactions.open(state, secret, 'host')).transaction).toEqual(host);
    clock.pass(1);
    await expect(transactions.open(state, secret, 'host')).rejects.toMatchObject(expired);
  });

  it('does not open what another release wrote in another form', async () => {
    const { state } = await transactions.start(secret, host);
    const [row] = rows;
    if (!row) throw new Error('There is no row.');
    const expiresAt = clock.now().getTime() + 60_000;
    for (const content of [
      { ...host, expiresAt },
      { version: 2, ...host, expiresAt },
      { version: 4, ...host, expiresAt },
    ]) {
      const older = createMemoryTransactionStore();
      const bytes = Buffer.from(JSON.stringify(content));
      await older.insert(row.key, await vault.sealTransaction(Buffer.from(secret, 'base64url'), row.key, bytes));
      const reader = createTransactions({ store: older, vault, now: clock.now });
      await expect(reader.open(state, secret, 'host')).rejects.toMatchObject(expired);
    }
  });

  it('does not open when its row was swapped for that of another state', async () => {
    const first = await transactions.start(secret, host);
    const second = await transactions.start(secret, { ...host, purpose: 'manage' });
    const [one, other] = rows;
    if (!one || !other) throw new Error('There are no rows.');
    const swapped = createMemoryTransactionStore();
    await swapped.insert(one.key, other.sealed);
    const again = createTransactions({ store: swapped, vault, now: clock.now });
    await expect(again.take(first.state, secret, 'host')).rejects.toMatchObject(mismatch);
    expect(second.state).not.toBe(first.state);
  });

  it('passes on that the vault or the store is away, and uses nothing up', async () => {
    const { state } = await transactions.start(secret, host);
    const away = createTransactions({
      store,
      vault: {
        ...vault,
        openTransaction: () => Promise.reject(Object.assign(new Error(), { code: 'vault_unavailable' })),
      },
      now: clock.now,
    });
    await expect(away.take(state, secret, 'host')).rejects.toMatchObject({ code: 'vault_unavailable' });
    expect((await transactions.take(state, secret, 'host')).transaction).toEqual(host);
  });

  it('reads storage for nothing but a well-formed state that can still be alive, from a browser with a secret', async () => {
    const bucket = String(Math.ceil(clock.now().getTime() / 1000) + 600);
    const past = `${Number(bucket) - 1_200}.${'A'.repeat(43)}`;
    for (const state of [
      '',
      '.',
      bucket,
      `${bucket}.`,
      `${bucket}.${'A'.repeat(42)}`,
      `${bucket}.${'A'.repeat(43)}\n`,
      past,
    ])
      await expect(transactions.take(state, secret, 'host')).rejects.toMatchObject(expired);
    for (const other of [undefined, '', 'x', `${secret}A`])
      await expect(transactions.take(`${bucket}.${'A'.repeat(43)}`, other, 'host')).rejects.toMatchObject(mismatch);
    expect(reads).toBe(0);
    await expect(transactions.take(`${bucket}.${'A'.repeat(43)}`, secret, 'host')).rejects.toMatchObject(expired);
    expect(reads).toBe(1);
  });

  it('takes no other text than the state it gave', async () => {
    const { state } = await transactions.start(secret, host);
    const [bucket, random] = state.split('.') as [string, string];
    const text = fc.oneof(
      fc.string(),
      fc.tuple(fc.stringMatching(/^\d{10}$/), fc.constant(random)).map((parts) => parts.join('.')),
      fc.tuple(fc.constant(bucket), fc.stringMatching(/^[A-Za-z0-9_-]{43}$/)).map((parts) => parts.join('.')),
      fc.constantFrom(` ${state}`, `${state} `, state.toUpperCase(), `${state}.`, `0${state}`),
    );
    await fc.assert(
      fc.asyncProperty(text, async (other) => {
        fc.pre(other !== state);
        await expect(transactions.take(other, secret, 'host')).rejects.toMatchObject(expired);
      }),
    );
    expect((await transactions.take(state, secret, 'host')).transaction).toEqual(host);
  });
});
