/**
 * Contract of the store that says how far each callback is: the places of its feeds, and the events that are told later.
 *
 * A row holds ids and times and no word of an event: what is told again is read again from what changed, which is authentic. Types only.
 */
import type { EventSubject } from './callback-event.ts';

export interface CallbackKey {
  hostTenantId: string;
  name: string;
}

export interface CallbackProgress {
  /** Where the feed of messages, and that of senders, goes on. */
  messages: string;
  senders: string;
  /** The version of its document whose receiver said that it is gone. */
  goneVersion?: string;
}

export interface DueEvent {
  /** Of the event: 32 hex digits. */
  id: string;
  about: EventSubject;
  /** Made so far. */
  attempts: number;
  at: Date;
}

/** Every method throws ConnectorError `storage_…` as the stores do; reading also `sealed_record_refused`. */
export interface CallbackRows {
  readProgress(key: CallbackKey): Promise<{ progress: CallbackProgress; etag: string } | undefined>;
  /** Returns the ETag; undefined when it has been written since it was read. Without an ETag it is the first. */
  writeProgress(key: CallbackKey, progress: CallbackProgress, etag?: string): Promise<string | undefined>;
  /** What is due by then, oldest first. */
  listDue(key: CallbackKey, now: Date, top: number): Promise<DueEvent[]>;
  /** Once, however often it is put. */
  putDue(key: CallbackKey, event: DueEvent): Promise<void>;
  removeDue(key: CallbackKey, event: Pick<DueEvent, 'id' | 'at'>): Promise<void>;
  /** Deletes at most `top` rows of it; false while there may be more. */
  forget(key: CallbackKey, top: number): Promise<boolean>;
}
