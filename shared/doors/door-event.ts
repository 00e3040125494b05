/**
 * What a door reads from a request, and what a template gets of it. Types only.
 */
import type { JsonObject } from '../submission/json-value.ts';

export interface DoorEvent {
  /** The same for every repetition of one event at one door, and of no other event. */
  id: string;
  /** As a door's document lists it. */
  name: string;
  /** Object id in the host tenant, in lower case, of the person who caused it; absent where nobody is named. */
  initiator?: string;
  /** Into which the pointers of a document lead. */
  fields: JsonObject;
  /** The sender tries whether the door is there. */
  isTest: boolean;
  /** The sender has left out what was too large for it. */
  isTooLarge: boolean;
}

/** Amounts and numbers as decimal text, `2026-12-01` and RFC 3339 in UTC; null: there is no value. */
export type FieldValue = string | boolean | null;

/** By the names of placeholders; a list of them for each row of a table block. */
export type TemplateValues = Readonly<Record<string, FieldValue | readonly Readonly<Record<string, FieldValue>>[]>>;

/** What of a request the readers look at. */
export interface ReceivedEvents {
  /** The parsed body; undefined where it is not JSON. */
  posted: unknown;
  body: Uint8Array;
  /** `name` in lower case. */
  header: (name: string) => string | null;
  receivedAt: Date;
}

/** The events, in order; undefined for a body that this kind of sender does not write. */
export type ReadEvents = (received: ReceivedEvents) => DoorEvent[] | undefined;
