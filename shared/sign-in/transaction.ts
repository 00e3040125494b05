/**
 * An authorization transaction: what must be remembered between sending a browser to Entra and its return.
 *
 * It belongs to one browser: state leads to the row, and only the browser's cookie opens it. Nonce and code verifier are
 * derived from cookie and state, so nothing in storage can finish the flow. A transaction is taken once; a session (a person
 * who proved who they are) may be opened until it expires. Nothing here talks to Entra.
 *
 * Content: JSON of `version` 3, the transaction and `expiresAt` in milliseconds since the epoch.
 *
 * state = `{bucket}.{random}`: the second at which the transaction's bucket ends (ten digits) and 32 random bytes in
 * base64url. Stored under the bucket and the SHA-256 of the state.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { ConnectorError } from '../errors.ts';
import { TRANSACTION_BUCKET_SECONDS, TRANSACTION_LIFETIME_SECONDS } from '../limits.ts';
import type { Vault } from '../vault/vault.ts';
import type { HostIdentity } from './host-identity.ts';
import type { Session } from './session.ts';
import type { TransactionKey, TransactionStore } from './transaction-store.ts';

const VERSION = 3;

/** `clientId`: the app registration that the browser was sent to Entra for; only that one can redeem the code. */
export type Transaction =
  /** Sign-in at the host tenant, to connect a mailbox or to manage the connection. */
  | { kind: 'host'; hostTenantId: string; clientId: string; purpose: Purpose }
  /** Sign-in at the home tenant. */
  | { kind: 'home'; identity: HostIdentity; clientId: string }
  /** The home leg ended with another account; the person may choose again. */
  | { kind: 'restart'; identity: HostIdentity }
  /** The grant is suspended because it belongs to another home account; the person may confirm that theirs replaces it. */
  | { kind: 'replacement'; identity: HostIdentity }
  /** The person is signed in to their own page. */
  | { kind: 'session'; session: Session };

export type Purpose = 'connect' | 'manage';

export interface StartedTransaction {
  state: string;
  nonce: string;
  codeVerifier: string;
  codeChallenge: string;
}

export interface Transactions {
  start(browserSecret: string, transaction: Transaction): Promise<StartedTransaction>;
  /**
   * Opens and consumes the transaction of `state`.
   * @throws ConnectorError `request_expired` (too old, used, unknown), `browser_mismatch` (not this browser's).
   */
  take<Kind extends Transaction['kind']>(
    state: string,
    browserSecret: string | undefined,
    ...kinds: Kind[]
  ): Promise<Taken<Kind>>;
  /** Opens without consuming; throws as `take`. */
  open<Kind extends Transaction['kind']>(
    state: string,
    browserSecret: string | undefined,
    ...kinds: Kind[]
  ): Promise<Taken<Kind>>;
}

export type Taken<Kind extends Transaction['kind']> = StartedTransaction & {
  transaction: Extract<Transaction, { kind: Kind }>;
};

export interface TransactionsDependencies {
  store: TransactionStore;
  vault: Pick<Vault, 'sealTransaction' | 'openTransaction'>;
  now: () => Date;
}

/** A browser secret as the cookie holds it: 32 random bytes, base64url. */
export function createBrowserSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function isBrowserSecret(value: string | undefined): value is string {
  return value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value);
}

/** RFC 7636 section 4.2, method S256. */
export function codeChallengeOf(codeVerifier: string): string {
  return createHash('sha256').update(codeVerifier).digest('base64url');
}

export function createTransactions({ store, vault, now }: TransactionsDependencies): Transactions {
  async function find(state: string, browserSecret: string | undefined) {
    const key = keyOf(state);
    if (!key || Number(key.bucket) * 1000 <= now().getTime()) throw new ConnectorError('request_expired');
    if (!isBrowserSecret(browserSecret)) throw new ConnectorError('browser_mismatch');
    const row = await store.read(key);
    if (!row) throw new ConnectorError('request_expired');
    const plaintext = await vault
      .openTransaction(secretBytes(browserSecret), key, row.sealed)
      .catch((cause: unknown) => {
        throw cause instanceof ConnectorError && cause.code === 'sealed_record_refused'
          ? new ConnectorError('browser_mismatch', { cause })
          : cause;
      });
    const { version, expiresAt, ...transaction } = JSON.parse(Buffer.from(plaintext).toString()) as Transaction & {
      version?: number;
      expiresAt: number;
    };
    // Another release started it; it would be gone in half an hour anyway.
    if (version !== VERSION || expiresAt <= now().getTime()) throw new ConnectorError('request_expired');
    return { key, etag: row.etag, transaction, started: derive(state, browserSecret) };
  }

  function narrow<Kind extends Transaction['kind']>(
    found: Awaited<ReturnType<typeof find>>,
    kinds: Kind[],
  ): Taken<Kind> {
    const { transaction, started } = found;
    if (!kinds.includes(transaction.kind as Kind)) throw new ConnectorError('request_expired');
    return { ...started, transaction: transaction as Extract<Transaction, { kind: Kind }> };
  }

  return {
    async start(browserSecret, transaction) {
      const expiresAt = now().getTime() + TRANSACTION_LIFETIME_SECONDS * 1000;
      const bucket = Math.ceil(expiresAt / 1000 / TRANSACTION_BUCKET_SECONDS) * TRANSACTION_BUCKET_SECONDS;
      const state = `${bucket}.${randomBytes(32).toString('base64url')}`;
      const key = keyOf(state) as TransactionKey;
      const plaintext = Buffer.from(JSON.stringify({ version: VERSION, ...transaction, expiresAt }));
      await store.insert(key, await vault.sealTransaction(secretBytes(browserSecret), key, plaintext));
      return derive(state, browserSecret);
    },
    async take(state, browserSecret, ...kinds) {
      const found = await find(state, browserSecret);
      const taken = narrow(found, kinds);
      if (!(await store.take(found.key, found.etag))) throw new ConnectorError('request_expired');
      return taken;
    },
    async open(state, browserSecret, ...kinds) {
      return narrow(await find(state, browserSecret), kinds);
    },
  };
}

function keyOf(state: string): TransactionKey | undefined {
  const [, bucket] = /^(\d{10})\.[A-Za-z0-9_-]{43}$/.exec(state) ?? [];
  return bucket ? { bucket, digest: createHash('sha256').update(state).digest('hex') } : undefined;
}

function derive(state: string, browserSecret: string): StartedTransaction {
  const secret = secretBytes(browserSecret);
  const of = (purpose: string) => createHmac('sha256', secret).update(`${purpose}\0${state}`).digest('base64url');
  const codeVerifier = of('code_verifier');
  return { state, nonce: of('nonce'), codeVerifier, codeChallenge: codeChallengeOf(codeVerifier) };
}

function secretBytes(browserSecret: string): Buffer {
  return Buffer.from(browserSecret, 'base64url');
}
