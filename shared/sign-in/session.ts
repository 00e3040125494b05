/**
 * The session of a person's own page: what they may see and end, whatever became of their home account.
 *
 * A person has one session, in the browser in which they signed in last. It ends with its lifetime, when they sign out or
 * disconnect, and when they sign in again, wherever that is. How it is kept is in sealed-sessions.ts.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import type { LatestAccounts } from '../grants/grant.ts';
import type { HomeAccount } from '../grants/home-account.ts';
import { TRANSACTION_LIFETIME_SECONDS } from '../limits.ts';
import { formatSender, type Sender } from '../sender.ts';
import type { Vault } from '../vault/vault.ts';
import { createSealedSessions } from './sealed-sessions.ts';
import type { SessionStore } from './session-store.ts';

const ACCOUNT_PURPOSE = 'signed-in account';

export interface Session {
  sender: Sender;
  /** The account that signed in; absent for a guest without a home tenant. */
  home?: HomeAccount | undefined;
  /** For pages. */
  displayAddress: string;
  /** For pages; absent in sessions of an earlier release. */
  displayName?: string | undefined;
  hasJustConnected: boolean;
  /** Exchange neither confirmed nor denied the mailbox. */
  isMailboxUnclear: boolean;
  /** How many messages had waited for the connection; absent when there were none, and in sessions of an earlier release. */
  released?: number | undefined;
}

export interface Sessions {
  /** Ends every earlier session of the person. Returns the handle that opens it, in the same browser only. */
  start(browserSecret: string, session: Session): Promise<string>;
  /** @throws ConnectorError `request_expired` (too old, ended, unknown), `browser_mismatch` (not this browser's) */
  open(handle: string, browserSecret: string | undefined): Promise<Session>;
  /** Ends the session if the handle opens it; any other is left alone. */
  end(handle: string, browserSecret: string | undefined): Promise<void>;
  /** Takes down which account has just signed in as the person at the host tenant, in place of any before it. */
  noteSignIn(sender: Sender, home: HomeAccount | undefined): Promise<void>;
  /**
   * Where it is taken down that this account was the last to sign in as the person, and has neither signed out, disconnected nor
   * connected since.
   * @throws ConnectorError `request_expired`
   */
  requireLatest(sender: Sender, home: HomeAccount): Promise<{ etag: string }>;
  /** Ends the session of the person and every journey under way. */
  endAll(sender: Sender): Promise<void>;
}

export interface SessionsDependencies {
  store: Pick<SessionStore, 'put' | 'read' | 'remove'>;
  accounts: LatestAccounts;
  vault: Pick<Vault, 'sealForBrowser' | 'openForBrowser' | 'digest' | 'matchesDigest'>;
  now: () => Date;
}

export function createSessions({ store, accounts, vault, now }: SessionsDependencies): Sessions {
  const endAll = createEndSessions({ store, accounts });

  const { start, open } = createSealedSessions<Session>({
    kind: 'session',
    lifetimeSeconds: TRANSACTION_LIFETIME_SECONDS,
    store,
    vault,
    now,
  });

  return {
    start,
    open,
    async end(handle, browserSecret) {
      const session = await open(handle, browserSecret).catch((error: unknown) => {
        if (hasCode(error, 'request_expired', 'browser_mismatch')) return undefined;
        throw error;
      });
      if (session) await endAll(session.sender);
    },
    async noteSignIn(sender, home) {
      const account = await vault.digest(ACCOUNT_PURPOSE, accountOf(sender, home));
      const expiresAt = new Date(now().getTime() + TRANSACTION_LIFETIME_SECONDS * 1000);
      await accounts.putLatestAccount(sender, { account, expiresAt });
    },
    async requireLatest(sender, home) {
      const latest = await accounts.readLatestAccount(sender);
      const isLatest =
        latest !== undefined &&
        latest.expiresAt > now() &&
        (await vault.matchesDigest(ACCOUNT_PURPOSE, accountOf(sender, home), latest.account));
      if (isLatest) return { etag: latest.etag };
      throw new ConnectorError('request_expired', {
        cause: new Error('Another sign-in has followed, or none counts.'),
      });
    },
    endAll,
  };
}

/** Journeys first, so that none connects what the end of the session is to prevent. */
export function createEndSessions({ store, accounts }: Pick<SessionsDependencies, 'store' | 'accounts'>) {
  return async (sender: Sender): Promise<void> => {
    await accounts.removeLatestAccount(sender);
    await store.remove(sender);
  };
}

function accountOf(sender: Sender, home: HomeAccount | undefined): string {
  return [formatSender(sender), home?.homeTenantId ?? '', home?.homeObjectId ?? ''].join(' ');
}
