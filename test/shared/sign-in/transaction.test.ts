import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { STATE_MAX_CHARACTERS, TRANSACTION_LIFETIME_SECONDS } from '../../../shared/limits.ts';
import { createBrowserSecret } from '../../../shared/sign-in/browser-secret.ts';
import type { TransactionKey } from '../../../shared/sign-in/transaction-store.ts';
import { codeChallengeOf, createTransactions } from '../../../shared/sign-in/transaction.ts';
import { addressOfTransaction } from '../../../shared/storage-addresses.ts';
import { createMemoryTransactionStore } from '../../fakes/memory-transaction-store.ts';
import { createVaultFixture } from '../vault/vault-fixture.ts';
import { clientId, homeObjectId, homeTenantId, hostObjectId, hostTenantId } from './sign-in-sample.ts';

const { vault, clock, keyEncryptionKeys } = createVaultFixture();
const secret = createBrowserSecret();
const bytes = Buffer.from(secret, 'base64url');
const host = { kind: 'host', hostTenantId, clientId, purpose: 'connect' } as const;
const identity = { hostTenantId, hostObjectId, displayAddress: 'ann@fabrikam.com', homeTenantId, homeObjectId };
const expired = { code: 'request_expired' };
const mismatch = { code: 'browser_mismatch' };

let used: TransactionKey[] = [];
let store = createMemoryTransactionStore();
let transactions = createTransactions({ store, vault, now: clock.now });
beforeEach(() => {
  used = [];
  store = createMemoryTransactionStore();
  const watched = { use: (key: TransactionKey) => (used.push(key), store.use(key)) };
  transactions = createTransactions({ store: watched, vault, now: clock.now });
});
const idOf = (state: string) => state.split('.').slice(0, 2).join('.');
const keyOf = (state: string) => ({
  bucket: state.slice(0, 10),
  digest: createHash('sha256').update(idOf(state)).digest('hex'),
});
/** The state with another content, sealed by whoever holds cookie and pepper. */
async function reseal(state: string, content: object, purpose = 'transaction'): Promise<string> {
  const plaintext = Buffer.from(JSON.stringify(content));
  const sealed = await vault.sealForBrowser(bytes, { ...addressOfTransaction(keyOf(state)), purpose }, plaintext);
  return `${idOf(state)}.${Buffer.from(sealed).toString('base64url')}`;
}

describe('codeChallengeOf', () => {
  it('gives the published challenge (RFC 7636 appendix B)', () => {
    const challenge = codeChallengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk');
    expect(challenge).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  });
});

describe('createTransactions', () => {
  it('gives back what was started, to the same browser', async () => {
    const started = await transactions.start(secret, host);
    expect(started.codeChallenge).toBe(codeChallengeOf(started.codeVerifier));
    expect(started.codeVerifier).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await transactions.open(started.state, secret, 'host')).toEqual({ ...started, transaction: host });
  });

  it('derives nonce and verifier from cookie and state, each for its own purpose', async () => {
    const { state, nonce, codeVerifier } = await transactions.start(secret, host);
    const derive = (purpose: string) =>
      createHmac('sha256', bytes)
        .update(`${purpose}\0${idOf(state)}`)
        .digest('base64url');
    expect([nonce, codeVerifier]).toEqual([derive('nonce'), derive('code_verifier')]);
  });

  it('stores nothing when it starts or opens one, and asks for no key', async () => {
    const { state } = await transactions.start(secret, host);
    await transactions.open(state, secret, 'host');
    expect([used, keyEncryptionKeys.currentCalls, keyEncryptionKeys.unwraps]).toEqual([[], 0, []]);
  });

  it('shows nothing of what it remembers in the state', async () => {
    const { state, nonce, codeVerifier } = await transactions.start(secret, { kind: 'home', identity, clientId });
    const readable = `${state} ${Buffer.from(state.split('.')[2] ?? '', 'base64url').toString('latin1')}`;
    for (const value of [nonce, codeVerifier, secret, identity.displayAddress, hostObjectId, homeTenantId, 'home'])
      expect(readable).not.toContain(value);
  });

  it('stays short, and gives no state for names that are longer than any', async () => {
    const ofLength = (length: number) => ({
      kind: 'home' as const,
      identity: { ...identity, displayAddress: 'a'.repeat(length), userPrincipalName: 'u'.repeat(254) },
      clientId,
    });
    expect((await transactions.start(secret, ofLength(254))).state.length).toBeLessThan(STATE_MAX_CHARACTERS);
    await expect(transactions.start(secret, ofLength(2_000))).rejects.toMatchObject({ code: 'sign_in_invalid' });
  });

  it('is used once, by one of ten at the same time, and leaves the row that its seal names', async () => {
    const started = await transactions.start(secret, host);
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => transactions.use(started)));
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject(expired);
    expect(used[0]).toEqual(keyOf(started.state));
  });

  it('is used once in all instances, whichever text the state has', async () => {
    const started = await transactions.start(secret, host);
    const other = createTransactions({ store, vault, now: clock.now });
    await transactions.use(started);
    await expect(other.use(await other.open(started.state, secret, 'host'))).rejects.toMatchObject(expired);
    const resealed = await reseal(started.state, { version: 3, ...host, expiresAt: clock.now().getTime() + 60_000 });
    await expect(other.use(await other.open(resealed, secret, 'host'))).rejects.toMatchObject(expired);
  });

  it('opens for no other browser', async () => {
    const { state } = await transactions.start(secret, host);
    for (const other of [undefined, '', 'x', `${secret}A`, createBrowserSecret()])
      await expect(transactions.open(state, other, 'host')).rejects.toMatchObject(mismatch);
  });

  it('does not stand in for a transaction of another kind', async () => {
    const { state } = await transactions.start(secret, host);
    for (const kind of ['home', 'restart', 'farewell'] as const)
      await expect(transactions.open(state, secret, kind)).rejects.toMatchObject(expired);
    expect((await transactions.open(state, secret, 'home', 'host')).transaction).toEqual(host);
  });

  it('ends after 30 minutes to the second, whatever its bucket, or sooner where it is told to', async () => {
    clock.pass(17);
    const { state } = await transactions.start(secret, host);
    const short = await transactions.start(secret, host, 5);
    clock.pass(5);
    await expect(transactions.open(short.state, secret, 'host')).rejects.toMatchObject(expired);
    clock.pass(TRANSACTION_LIFETIME_SECONDS - 6);
    expect((await transactions.open(state, secret, 'host')).transaction).toEqual(host);
    clock.pass(1);
    await expect(transactions.open(state, secret, 'host')).rejects.toMatchObject(expired);
  });

  it('does not open what another release made in another form', async () => {
    const { state } = await transactions.start(secret, host);
    const expiresAt = clock.now().getTime() + 60_000;
    for (const content of [
      { ...host, expiresAt },
      { version: 2, ...host, expiresAt },
      { version: 4, ...host, expiresAt },
    ])
      await expect(transactions.open(await reseal(state, content), secret, 'host')).rejects.toMatchObject(expired);
    const right = await reseal(state, { version: 3, ...host, expiresAt });
    expect((await transactions.open(right, secret, 'host')).transaction).toEqual(host);
  });

  it('opens only under its own id and purpose', async () => {
    const [one, other] = [await transactions.start(secret, host), await transactions.start(secret, host)];
    const [, , sealed = ''] = other.state.split('.');
    await expect(transactions.open(`${idOf(one.state)}.${sealed}`, secret, 'host')).rejects.toMatchObject(mismatch);
    const content = { version: 3, ...host, expiresAt: clock.now().getTime() + 60_000 };
    const asSession = await reseal(one.state, content, 'session');
    await expect(transactions.open(asSession, secret, 'host')).rejects.toMatchObject(mismatch);
  });

  it('passes on that the vault or the store is away', async () => {
    const { state } = await transactions.start(secret, host);
    const away = createTransactions({
      store: { use: () => Promise.reject(new ConnectorError('storage_unavailable')) },
      vault: { ...vault, openForBrowser: () => Promise.reject(new ConnectorError('vault_unavailable')) },
      now: clock.now,
    });
    await expect(away.open(state, secret, 'host')).rejects.toMatchObject({ code: 'vault_unavailable' });
    const opened = await transactions.open(state, secret, 'host');
    await expect(away.use(opened)).rejects.toMatchObject({ code: 'storage_unavailable' });
    await transactions.use(opened);
  });

  it('opens nothing of what is no state, or can no longer be alive', async () => {
    const bucket = String(Math.ceil(clock.now().getTime() / 1000) + 600);
    const past = String(Number(bucket) - 1_200);
    const sealed = (await transactions.start(secret, host)).state.split('.')[2] ?? '';
    const random = 'A'.repeat(43);
    for (const state of [
      '',
      '.',
      '..',
      bucket,
      `${bucket}.${random}`,
      `${bucket}.${random}.`,
      `${bucket}.${random}.${sealed}\n`,
    ])
      await expect(transactions.open(state, secret, 'host')).rejects.toMatchObject(expired);
    await expect(transactions.open(`${past}.${random}.${sealed}`, secret, 'host')).rejects.toMatchObject(expired);
    const long = `${bucket}.${random}.${'A'.repeat(STATE_MAX_CHARACTERS)}`;
    await expect(transactions.open(long, secret, 'host')).rejects.toMatchObject(expired);
    await expect(transactions.open(`${bucket}.${random}.${sealed}`, secret, 'host')).rejects.toMatchObject(mismatch);
  });

  it('opens no text that the state is a part of', async () => {
    const { state } = await transactions.start(secret, host);
    for (const other of [`0${state}`, `x${state}`, ` ${state}`, `\n${state}`, `${state}A`, `${state}=`, `${state}\n`])
      await expect(transactions.open(other, secret, 'host')).rejects.toMatchObject({ name: 'ConnectorError' });
  });

  it('opens no other text than the state it gave', async () => {
    const { state } = await transactions.start(secret, host);
    const [bucket = '', random = '', sealed = ''] = state.split('.');
    const text = fc.oneof(
      fc.string(),
      fc.tuple(fc.stringMatching(/^\d{10}$/), fc.constant(random), fc.constant(sealed)).map((parts) => parts.join('.')),
      fc
        .tuple(fc.constant(bucket), fc.stringMatching(/^[A-Za-z0-9_-]{43}$/), fc.constant(sealed))
        .map((parts) => parts.join('.')),
      fc
        .tuple(fc.constant(bucket), fc.constant(random), fc.stringMatching(/^[A-Za-z0-9_-]{1,400}$/))
        .map((parts) => parts.join('.')),
      fc
        .tuple(fc.nat(state.length - 1), fc.constantFrom('A', 'Z', 'a', '0', '9', '-', '_', '.'))
        .map(([index, character]) => state.slice(0, index) + character + state.slice(index + 1)),
      fc.constantFrom(
        ` ${state}`,
        `${state} `,
        state.toUpperCase(),
        `${state}.`,
        `0${state}`,
        `${state}A`,
        `${state}=`,
      ),
    );
    await fc.assert(
      fc.asyncProperty(text, async (other) => {
        fc.pre(other !== state);
        await expect(transactions.open(other, secret, 'host')).rejects.toSatisfy(
          (error) => error instanceof ConnectorError && ['request_expired', 'browser_mismatch'].includes(error.code),
        );
      }),
      { numRuns: 300 },
    );
    expect((await transactions.open(state, secret, 'host')).transaction).toEqual(host);
  });
});
