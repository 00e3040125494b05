/**
 * Sessions that only one browser can open, one for each person: the next one takes the place of the one before.
 *
 * handle = `{random}.{sender}.{digest}`: 32 random bytes in base64url, whose row it opens, and a keyed digest of both, so that an
 * invented handle costs no look into storage. The row holds, sealed under the secret in the browser's cookie, JSON of `version` 1,
 * the session, the handle and `expiresAt` in milliseconds since the epoch. What a session lets anybody do is not decided here.
 */
import { randomBytes } from 'node:crypto';
import { ConnectorError, hasCode } from '../errors.ts';
import { formatSender, parseSender, type Sender } from '../sender.ts';
import { addressOfSession, type SessionKind } from '../storage-addresses.ts';
import type { Vault } from '../vault/vault.ts';
import { openForBrowser, sealForBrowser } from './browser-record.ts';
import { readBrowserSecret } from './browser-secret.ts';
import type { SessionStore } from './session-store.ts';

const VERSION = 1;
/** 32 random bytes, the sender, and the digest of both. */
const HANDLE = /^[A-Za-z0-9_-]{43}\.[0-9a-f-]{36}\.[0-9a-f-]{36}\.\d{1,3}\.[A-Za-z0-9_-]{43}$/;

const digestPurposes: Readonly<Record<SessionKind, string>> = {
  session: 'session handle',
  administrator: 'administrator handle',
};

export interface SealedSessions<Session extends { sender: Sender }> {
  /** In place of every earlier session of the person. Returns the handle that opens it, in the same browser only. */
  start(browserSecret: string, session: Session): Promise<string>;
  /** @throws ConnectorError `request_expired` (too old, ended, unknown), `browser_mismatch` (not this browser's) */
  open(handle: string, browserSecret: string | undefined): Promise<Session>;
  /** Whether the handle is one that was given out, whatever became of its session. */
  isOurs(handle: string): Promise<boolean>;
}

export interface SealedSessionsDependencies {
  kind: SessionKind;
  lifetimeSeconds: number;
  store: Pick<SessionStore, 'put' | 'read'>;
  vault: Pick<Vault, 'sealForBrowser' | 'openForBrowser' | 'digest' | 'matchesDigest'>;
  now: () => Date;
}

export function createSealedSessions<Session extends { sender: Sender }>(
  dependencies: SealedSessionsDependencies,
): SealedSessions<Session> {
  const { kind, lifetimeSeconds, store, vault, now } = dependencies;
  const digestPurpose = digestPurposes[kind];

  interface Content {
    handle: string;
    session: Session;
  }

  /** Whose session a handle of ours names; undefined for any other text. */
  async function readSender(handle: string): Promise<Sender | undefined> {
    if (!HANDLE.test(handle)) return undefined;
    const [random, tenantId, objectId, ...rest] = handle.split('.');
    const sender = `${tenantId}.${objectId}`;
    const [name, digest] = [`${random}.${sender}`, rest.join('.')];
    const isOurs = await vault.matchesDigest(digestPurpose, name, digest).catch((error: unknown) => {
      // It names a pepper that does not exist.
      if (hasCode(error, 'sealed_record_refused')) return false;
      throw error;
    });
    return isOurs ? parseSender(sender) : undefined;
  }

  return {
    isOurs: async (handle) => (await readSender(handle)) !== undefined,
    async start(browserSecret, session) {
      const { sender } = session;
      const name = `${randomBytes(32).toString('base64url')}.${formatSender(sender)}`;
      const handle = `${name}.${await vault.digest(digestPurpose, name)}`;
      const expiresAt = new Date(now().getTime() + lifetimeSeconds * 1000);
      const content: Content = { handle, session };
      const record = { version: VERSION, expiresAt: expiresAt.getTime(), content };
      const secret = readBrowserSecret(browserSecret);
      const sealed = await sealForBrowser({ vault }, secret, addressOfSession(sender, kind), record);
      await store.put(sender, { sealed, expiresAt });
      return handle;
    },
    async open(handle, browserSecret) {
      const sender = await readSender(handle);
      if (!sender) throw new ConnectorError('request_expired');
      const secret = readBrowserSecret(browserSecret);
      const row = await store.read(sender);
      if (!row || row.expiresAt <= now()) throw new ConnectorError('request_expired');
      const record = { version: VERSION, sealed: row.sealed };
      const opened = await openForBrowser<Content>({ vault, now }, secret, addressOfSession(sender, kind), record);
      const { handle: own, session } = opened;
      if (own !== handle || formatSender(session.sender) !== formatSender(sender))
        throw new ConnectorError('request_expired');
      return session;
    },
  };
}
