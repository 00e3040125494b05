/**
 * Where the sessions of people are kept: one for each person, so that the next sign-in ends the one before.
 */
import type { Sender } from '../sender.ts';

export interface StoredSession {
  sealed: Uint8Array;
  expiresAt: Date;
}

export interface SessionStore {
  /** In place of any earlier session of the person. */
  put(sender: Sender, session: StoredSession): Promise<void>;
  read(sender: Sender): Promise<StoredSession | undefined>;
  /** Nothing there is no error. */
  remove(sender: Sender): Promise<void>;
  /** Up to `top` people whose session had expired before `now`. */
  listExpired(now: Date, top: number): Promise<Sender[]>;
  /** Deletes up to `top` sessions that had expired before `now`; returns how many. */
  sweep(now: Date, top: number): Promise<number>;
}
