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
  /** Deletes up to `top` sessions that had expired before `now`, each after `before`; returns how many. */
  sweep(now: Date, top: number, before: (sender: Sender) => Promise<void>): Promise<number>;
}
