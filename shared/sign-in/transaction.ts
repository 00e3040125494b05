/**
 * An authorization transaction: what must be remembered between sending a browser to Entra and its return.
 *
 * It is in the state itself, sealed under the secret in the browser's cookie, so starting one costs no storage and belongs
 * to one browser. Nonce and code verifier are derived from cookie and state. A transaction is used once: the first use leaves
 * a row, and every instance refuses the next. Nothing here talks to Entra.
 *
 * state = `{bucket}.{random}.{sealed}`, at most STATE_MAX_CHARACTERS: the second at which the transaction's bucket ends (ten
 * digits), 32 random bytes, and the envelope, both in base64url. `{bucket}.{random}` is its id; the row of its use is under
 * the bucket and the SHA-256 of the id, and the envelope is sealed as that row.
 *
 * Content: JSON of `version` 3, the transaction and `expiresAt` in milliseconds since the epoch.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { ConnectorError } from '../errors.ts';
import type { ErasedKind, RemainingKind } from '../grants/erase.ts';
import { STATE_MAX_CHARACTERS, TRANSACTION_BUCKET_SECONDS, TRANSACTION_LIFETIME_SECONDS } from '../limits.ts';
import { addressOfTransaction } from '../storage-addresses.ts';
import type { Vault } from '../vault/vault.ts';
import { openForBrowser, sealForBrowser } from './browser-record.ts';
import { readBrowserSecret } from './browser-secret.ts';
import type { HostIdentity } from './host-identity.ts';
import type { Obstacle } from './obstacle.ts';
import type { TransactionKey, TransactionStore } from './transaction-store.ts';

const VERSION = 3;
/** Bucket, 32 random bytes, and what is sealed. */
const STATE = /^\d{10}\.[A-Za-z0-9_-]{43}\.[A-Za-z0-9_-]+$/;

/** `clientId`: the app registration that the browser was sent to Entra for; only that one can redeem the code. */
export type Transaction =
  /** Sign-in at the host tenant, to connect a mailbox or to manage the connection. */
  | { kind: 'host'; hostTenantId: string; clientId: string; purpose: Purpose }
  /**
   * Sign-in of an administrator at the host tenant, to the console: to `page` there, below `console`. `isConfirming`: they are signed in,
   * and have been asked for their credentials once more.
   */
  | { kind: 'administrator'; hostTenantId: string; clientId: string; page: string; isConfirming: boolean }
  /** Sign-in at the home tenant. */
  | { kind: 'home'; identity: HostIdentity; clientId: string }
  /** The home leg ended with another account; the person may choose again. */
  | { kind: 'restart'; identity: HostIdentity }
  /** The grant is suspended because it belongs to another home account; the person may confirm that theirs replaces it. */
  | { kind: 'replacement'; identity: HostIdentity }
  | FarewellTransaction;

/** A session has ended: what the one page after it says (farewell.ts). Times in milliseconds since the epoch. */
export interface FarewellTransaction {
  kind: 'farewell';
  own?: { mailbox: string; homeTenantId: string } | undefined;
  erased?:
    | {
        at: number;
        deleted: { kind: ErasedKind; count: number }[];
        remaining: { kind: RemainingKind; until: number }[];
        isOwn: boolean;
        homeTenantId?: string | undefined;
      }
    | undefined;
  obstacle?: Obstacle | undefined;
}

export type Purpose = 'connect' | 'manage';

export interface StartedTransaction {
  state: string;
  nonce: string;
  codeVerifier: string;
  codeChallenge: string;
}

export interface Transactions {
  /** Stores nothing. @throws ConnectorError `sign_in_invalid` for what no state can hold */
  start(browserSecret: string, transaction: Transaction, lifetimeSeconds?: number): Promise<StartedTransaction>;
  /**
   * Opens without using it up; reads no storage.
   * @throws ConnectorError `request_expired` (too old, unknown, of another kind), `browser_mismatch` (not this browser's).
   */
  open<Kind extends Transaction['kind']>(
    state: string,
    browserSecret: string | undefined,
    ...kinds: Kind[]
  ): Promise<Opened<Kind>>;
  /** Uses up a transaction that was opened. @throws ConnectorError `request_expired` when it was used before */
  use(opened: StartedTransaction): Promise<void>;
}

export type Opened<Kind extends Transaction['kind']> = StartedTransaction & {
  transaction: Extract<Transaction, { kind: Kind }>;
};

export interface TransactionsDependencies {
  store: Pick<TransactionStore, 'use'>;
  vault: Pick<Vault, 'sealForBrowser' | 'openForBrowser'>;
  now: () => Date;
}

/** RFC 7636 section 4.2, method S256. */
export function codeChallengeOf(codeVerifier: string): string {
  return createHash('sha256').update(codeVerifier).digest('base64url');
}

export function createTransactions({ store, vault, now }: TransactionsDependencies): Transactions {
  return {
    async start(browserSecret, transaction, lifetimeSeconds = TRANSACTION_LIFETIME_SECONDS) {
      const expiresAt = now().getTime() + lifetimeSeconds * 1000;
      const bucket = Math.ceil(expiresAt / 1000 / TRANSACTION_BUCKET_SECONDS) * TRANSACTION_BUCKET_SECONDS;
      const id = `${bucket}.${randomBytes(32).toString('base64url')}`;
      const secret = readBrowserSecret(browserSecret);
      const record = { version: VERSION, expiresAt, content: transaction };
      const sealed = await sealForBrowser({ vault }, secret, addressOfTransaction(keyOf(id)), record);
      const state = `${id}.${Buffer.from(sealed).toString('base64url')}`;
      if (state.length > STATE_MAX_CHARACTERS)
        throw new ConnectorError('sign_in_invalid', { cause: new Error('The names of the account are too long.') });
      return derive(state, id, secret);
    },
    async open(state, browserSecret, ...kinds) {
      const { id, sealed } = parseState(state);
      if (Number(keyOf(id).bucket) * 1000 <= now().getTime()) throw new ConnectorError('request_expired');
      const secret = readBrowserSecret(browserSecret);
      const address = addressOfTransaction(keyOf(id));
      const record = { version: VERSION, sealed };
      const transaction = await openForBrowser<Transaction>({ vault, now }, secret, address, record);
      if (!kinds.some((kind) => kind === transaction.kind)) throw new ConnectorError('request_expired');
      return { ...derive(state, id, secret), transaction: transaction as never };
    },
    async use({ state }) {
      if (!(await store.use(keyOf(parseState(state).id)))) throw new ConnectorError('request_expired');
    },
  };
}

/** Exactly the text that was given: another one for the same bytes is refused. */
function parseState(state: string): { id: string; sealed: Uint8Array } {
  if (state.length > STATE_MAX_CHARACTERS || !STATE.test(state)) throw new ConnectorError('request_expired');
  const end = state.lastIndexOf('.');
  const text = state.slice(end + 1);
  const sealed = Buffer.from(text, 'base64url');
  if (sealed.toString('base64url') !== text) throw new ConnectorError('request_expired');
  return { id: state.slice(0, end), sealed };
}

function keyOf(id: string): TransactionKey {
  return { bucket: id.slice(0, 10), digest: createHash('sha256').update(id).digest('hex') };
}

function derive(state: string, id: string, secret: Uint8Array): StartedTransaction {
  const of = (purpose: string) => createHmac('sha256', secret).update(`${purpose}\0${id}`).digest('base64url');
  const codeVerifier = of('code_verifier');
  return { state, nonce: of('nonce'), codeVerifier, codeChallenge: codeChallengeOf(codeVerifier) };
}
