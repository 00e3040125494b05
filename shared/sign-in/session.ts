/**
 * The session of a person's own page: what they may see and end, whatever became of their home account.
 *
 * A person has one session, in the browser in which they signed in last. It ends with its lifetime, when they sign out or
 * disconnect, and when they sign in again, wherever that is.
 *
 * handle = `{random}.{sender}`: 32 random bytes in base64url, and whose row it opens. The row holds, sealed under the secret
 * in the browser's cookie, JSON of `version` 1, the session, the handle and `expiresAt` in milliseconds since the epoch.
 */
import { randomBytes } from 'node:crypto';
import { ConnectorError, hasCode } from '../errors.ts';
import type { HomeAccount } from '../grants/home-account.ts';
import { TRANSACTION_LIFETIME_SECONDS } from '../limits.ts';
import { formatSender, parseSender, type Sender } from '../sender.ts';
import { addressOfSession } from '../storage-addresses.ts';
import type { Vault } from '../vault/vault.ts';
import { readBrowserSecret } from './browser-secret.ts';
import type { SessionStore } from './session-store.ts';

const VERSION = 1;

export interface Session {
  sender: Sender;
  /** The account that signed in; absent for a guest without a home tenant. */
  home?: HomeAccount | undefined;
  /** For pages. */
  displayAddress: string;
  hasJustConnected: boolean;
  /** Exchange neither confirmed nor denied the mailbox. */
  isMailboxUnclear: boolean;
}

export interface Sessions {
  /** Ends every earlier session of the person. Returns the handle that opens it, in the same browser only. */
  start(browserSecret: string, session: Session): Promise<string>;
  /** @throws ConnectorError `request_expired` (too old, ended, unknown), `browser_mismatch` (not this browser's) */
  open(handle: string, browserSecret: string | undefined): Promise<Session>;
  /** Ends the session if the handle opens it; any other is left alone. */
  end(handle: string, browserSecret: string | undefined): Promise<void>;
}

export interface SessionsDependencies {
  store: Pick<SessionStore, 'put' | 'read' | 'remove'>;
  vault: Pick<Vault, 'sealForBrowser' | 'openForBrowser'>;
  now: () => Date;
}

export function createSessions({ store, vault, now }: SessionsDependencies): Sessions {
  async function open(handle: string, browserSecret: string | undefined): Promise<Session> {
    const sender = senderOf(handle);
    if (!sender) throw new ConnectorError('request_expired');
    const secret = readBrowserSecret(browserSecret);
    const row = await store.read(sender);
    if (!row || row.expiresAt <= now()) throw new ConnectorError('request_expired');
    const plaintext = await vault
      .openForBrowser(secret, addressOfSession(sender), row.sealed)
      .catch((cause: unknown) => {
        throw hasCode(cause, 'sealed_record_refused') ? new ConnectorError('browser_mismatch', { cause }) : cause;
      });
    const { version, expiresAt, handle: own, session } = JSON.parse(Buffer.from(plaintext).toString()) as Content;
    const isOver = version !== VERSION || own !== handle || expiresAt <= now().getTime();
    if (isOver || formatSender(session.sender) !== formatSender(sender)) throw new ConnectorError('request_expired');
    return session;
  }

  return {
    open,
    async start(browserSecret, session) {
      const { sender } = session;
      const handle = `${randomBytes(32).toString('base64url')}.${formatSender(sender)}`;
      const expiresAt = new Date(now().getTime() + TRANSACTION_LIFETIME_SECONDS * 1000);
      const content: Content = { version: VERSION, expiresAt: expiresAt.getTime(), handle, session };
      const plaintext = Buffer.from(JSON.stringify(content));
      const sealed = await vault.sealForBrowser(readBrowserSecret(browserSecret), addressOfSession(sender), plaintext);
      await store.put(sender, { sealed, expiresAt });
      return handle;
    },
    async end(handle, browserSecret) {
      const session = await open(handle, browserSecret).catch((error: unknown) => {
        if (hasCode(error, 'request_expired', 'browser_mismatch')) return undefined;
        throw error;
      });
      if (session) await store.remove(session.sender);
    },
  };
}

interface Content {
  version: number;
  expiresAt: number;
  handle: string;
  session: Session;
}

function senderOf(handle: string): Sender | undefined {
  const [, sender] = /^[A-Za-z0-9_-]{43}\.([0-9a-f.-]{73})$/.exec(handle) ?? [];
  return sender === undefined ? undefined : parseSender(sender);
}
