/**
 * Upload sessions: which file of which draft, how far it has come, and until when.
 *
 * The bytes go into a SHA-256 and are gone. A session ends at its time whatever was uploaded, when its last range is in, or
 * when a test says so. Bounded in number; the oldest goes first.
 */
import { createHash, randomBytes, type Hash } from 'node:crypto';
import type { Account } from './authenticate.ts';
import { createImmutableId } from './item-id.ts';
import type { AcceptedAttachment } from './read-attachment.ts';
import type { GraphSettings } from './settings.ts';

const SESSIONS_MAX = 10_000;

export interface UploadSession {
  id: string;
  /** Carried by its URL in place of an access token. */
  token: string;
  account: Account;
  /** Immutable id of the draft. */
  draftId: string;
  file: Omit<AcceptedAttachment, 'sha256'>;
  expiresAt: Date;
  received: number;
  hash: Hash;
  /** It expires before this many further ranges; absent: only by time. */
  rangesLeft?: number;
}

export interface UploadSessions {
  create(input: Pick<UploadSession, 'account' | 'draftId' | 'file'>): UploadSession;
  /** Not one that has expired. */
  find(id: string, token: string): UploadSession | undefined;
  remove(session: UploadSession): void;
  /** The next session that is created expires once it has taken so many ranges. */
  expireNextAfter(ranges: number): void;
  clear(): void;
}

/** Creates an empty list; the settings are read at each creation. */
export function createUploadSessions(settings: GraphSettings, now: () => Date): UploadSessions {
  const sessions = new Map<string, UploadSession>();
  let expiries: number[] = [];
  return {
    create(input) {
      const rangesLeft = expiries.shift();
      const session: UploadSession = {
        ...input,
        id: createImmutableId(),
        token: randomBytes(48).toString('base64url'),
        expiresAt: new Date(now().getTime() + settings.uploadSessionSeconds * 1000),
        received: 0,
        hash: createHash('sha256'),
        ...(rangesLeft !== undefined && { rangesLeft }),
      };
      for (const id of sessions.keys()) {
        if (sessions.size < SESSIONS_MAX) break;
        sessions.delete(id);
      }
      sessions.set(session.id, session);
      return session;
    },
    find(id, token) {
      const session = sessions.get(id);
      if (session?.token !== token) return undefined;
      return session.expiresAt > now() && session.rangesLeft !== 0 ? session : undefined;
    },
    remove: ({ id }) => void sessions.delete(id),
    expireNextAfter: (ranges) => void expiries.push(ranges),
    clear() {
      sessions.clear();
      expiries = [];
    },
  };
}
