/**
 * The session of an administrator in the console, apart from that of their own page: they have one, in the browser in which they signed
 * in last. It ends with its lifetime, when they sign out there, and when they sign in again.
 *
 * It holds who signed in, never what they may do: only who has the role is given one (finish-administrator-leg.ts).
 */
import { ADMINISTRATOR_SESSION_SECONDS, CONFIRMED_SECONDS } from '../console-limits.ts';
import { hasCode } from '../errors.ts';
import type { Sender } from '../sender.ts';
import { createSealedSessions, type SealedSessions, type SealedSessionsDependencies } from './sealed-sessions.ts';
import type { SessionStore } from './session-store.ts';

export interface AdministratorSession {
  /** Object id in the host tenant. */
  sender: Sender;
  /** Of the app registration that they signed in to. */
  clientId: string;
  /** For pages. */
  displayAddress: string;
  displayName?: string | undefined;
  /** When they gave their credentials after they had been asked to confirm, in milliseconds since the epoch. */
  confirmedAt?: number | undefined;
}

export interface AdministratorSessions extends SealedSessions<AdministratorSession> {
  /** Ends the session if the handle opens it; any other is left alone. */
  end(handle: string, browserSecret: string | undefined): Promise<void>;
}

export interface AdministratorSessionsDependencies extends Pick<SealedSessionsDependencies, 'vault' | 'now'> {
  store: Pick<SessionStore, 'put' | 'read' | 'remove'>;
}

export function createAdministratorSessions({
  store,
  vault,
  now,
}: AdministratorSessionsDependencies): AdministratorSessions {
  const sessions = createSealedSessions<AdministratorSession>({
    kind: 'administrator',
    lifetimeSeconds: ADMINISTRATOR_SESSION_SECONDS,
    store,
    vault,
    now,
  });
  return {
    ...sessions,
    async end(handle, browserSecret) {
      const session = await sessions.open(handle, browserSecret).catch((error: unknown) => {
        if (hasCode(error, 'request_expired', 'browser_mismatch')) return undefined;
        throw error;
      });
      if (session) await store.remove(session.sender);
    },
  };
}

/** Whether the administrator has given their credentials so lately that they may do what cannot be undone. */
export function isConfirmed({ confirmedAt }: Pick<AdministratorSession, 'confirmedAt'>, now: Date): boolean {
  if (confirmedAt === undefined) return false;
  const seconds = (now.getTime() - confirmedAt) / 1000;
  return seconds < CONFIRMED_SECONDS;
}
