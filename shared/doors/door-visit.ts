/**
 * A request that a door has let in, and what becomes of an event in it. Types only.
 */
import type { Caller } from '../callers/caller.ts';
import type { SubmissionOptions } from '../submission/submission.ts';
import type { DoorName } from './authenticate-door.ts';
import type { DoorDocument } from './door-document.ts';
import type * as readers from './door-readers.ts';

/** Its `clientId` is that of the door's document, and it has no right. */
export interface DoorVisit extends Caller {
  door: DoorName;
  document: DoorDocument;
  body: Uint8Array;
  /** The parsed body; undefined where it is not JSON. */
  posted: unknown;
}

/** An event that was counted and not seen before. */
export interface AcceptedEvent {
  /** Its idempotency key. */
  key: string;
  notBefore?: Date;
  options: SubmissionOptions;
}

/** What is loaded with the first event. */
export type DoorReaders = typeof readers;
