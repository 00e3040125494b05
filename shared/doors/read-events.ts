/**
 * Reads the events in a request, by the kind of its sender. Whatever the bytes, nothing is thrown.
 */
import { EVENTS_PER_REQUEST_MAX } from '../door-limits.ts';
import type { DoorKind } from './door-document.ts';
import type { DoorEvent, ReadEvents, ReceivedEvents } from './door-event.ts';
import { readBusinessCentralEvent } from './readers/business-central-event.ts';
import { readBusinessCentralWebhook } from './readers/business-central-webhook.ts';
import { readDataverse } from './readers/dataverse.ts';
import { readEventGrid } from './readers/event-grid.ts';
import { readFinanceOperations } from './readers/finance-operations.ts';

const readers: Readonly<Record<DoorKind, ReadEvents>> = {
  'business-central-event': readBusinessCentralEvent,
  'business-central-webhook': readBusinessCentralWebhook,
  dataverse: readDataverse,
  'finance-operations': readFinanceOperations,
  'event-grid': readEventGrid,
};

/** The events, in order; undefined for a body that this kind of sender does not write, or with too many. */
export function readEvents(kind: DoorKind, received: ReceivedEvents): DoorEvent[] | undefined {
  const events = readers[kind](received);
  return events && events.length <= EVENTS_PER_REQUEST_MAX ? events : undefined;
}
