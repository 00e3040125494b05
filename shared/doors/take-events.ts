/**
 * Takes the events of a request whose sender is proven: each becomes one message, stored before the answer, or nothing.
 *
 * An event makes one message, whatever becomes of that message and however often the event comes. What the door does not want is ignored,
 * and so is a sender's test; what cannot become a message is parked (outbox/park.ts), so nothing is lost in silence. What passes is thrown,
 * and the sender repeats the request.
 */
import { EVENTS_AT_ONCE_MAX } from '../door-limits.ts';
import type { Fault } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import type { Message } from '../outbox/message.ts';
import type { Messages } from '../outbox/messages.ts';
import type { Submitted } from '../outbox/submitted.ts';
import { isJsonObject } from '../submission/json-value.ts';
import type { DoorName } from './authenticate-door.ts';
import type { DoorDocument, DoorKind } from './door-document.ts';
import type { DoorEvent } from './door-event.ts';
import type { TakeQuota } from './door-quota.ts';
import type { AcceptedEvent, DoorVisit } from './door-visit.ts';
import { bodyId, digestOf } from './event-id.ts';
import { createSubmitEvent, type SubmitEventDependencies } from './submit-event.ts';

export interface TakenEvents {
  /** In the order of the events. */
  messages: { message: Message; isReplayed: boolean }[];
  /** Events that the door does not want. */
  ignored: number;
}

export interface EventHeaders {
  get(name: string): string | null;
}

/** @throws ConnectorError `too_many_requests`, `storage_…`, `vault_…`: what was taken before stays, and its repetition finds it */
export type TakeEvents = (visit: DoorVisit, headers: EventHeaders) => Promise<TakenEvents>;

export interface TakeEventsDependencies extends SubmitEventDependencies {
  messages: Pick<Messages, 'submit' | 'park' | 'findByKey'>;
  takeQuota: TakeQuota;
}

/** Who comes again by itself after 429: for 36 hours, and for 24. */
const repeating: ReadonlySet<DoorKind> = new Set<DoorKind>(['business-central-webhook', 'event-grid']);

const TOO_LARGE: Fault = { pointer: '', detail: 'is too large for its sender, which has left out most of it' };
const UNREADABLE: Fault = { pointer: '', detail: 'is not what this kind of sender writes' };

export function createTakeEvents(dependencies: TakeEventsDependencies): TakeEvents {
  const { messages, takeQuota, now } = dependencies;

  /** `submit` is for an event that was not seen before. */
  async function once(
    visit: DoorVisit,
    headers: EventHeaders,
    eventId: string,
    submit: (accepted: AcceptedEvent) => Promise<Submitted>,
  ): Promise<Submitted> {
    const { door, document } = visit;
    const key = keyOf(door, eventId);
    const known = await messages.findByKey(visit, key);
    if (known) return { message: known, isReplayed: true };
    const at = await takeQuota(door, document.eventsPerHour, !repeating.has(document.kind));
    const traceparent = headers.get('traceparent');
    const options = {
      waitSeconds: 0,
      isAsync: true,
      idempotencyKey: key,
      ...(traceparent !== null && { traceparent }),
    };
    return submit({ key, options, ...(at > now() && { notBefore: at }) });
  }

  return async (visit, headers) => {
    // A file of its own in the built app.
    const readers = await import('./door-readers.ts');
    const { submit, park } = createSubmitEvent(dependencies, readers);
    const { document, body, posted } = visit;
    const header = (name: string) => headers.get(name);
    const events = readers.readEvents(document.kind, { posted, body, header, receivedAt: now() });
    if (!events) {
      const id = bodyId(body, true, now());
      const parked = await once(visit, headers, id, (accepted) => park(visit, [UNREADABLE], accepted, showBody(visit)));
      return { messages: [parked], ignored: 0 };
    }
    const wanted = events.filter((event) => !event.isTest && isWanted(document, event));
    const taken: TakenEvents['messages'] = [];
    await forEachConcurrently([...wanted.entries()], EVENTS_AT_ONCE_MAX, async ([index, event]) => {
      taken[index] = await once(visit, headers, event.id, (accepted) => {
        const filled = readers.fillEvent(document, event);
        const faults = [...(event.isTooLarge ? [TOO_LARGE] : []), ...filled.faults];
        const payload = JSON.stringify(event.fields, null, 2);
        return faults.length > 0 ? park(visit, faults, accepted, payload) : submit(visit, filled, accepted, payload);
      });
    });
    return { messages: taken, ignored: events.length - wanted.length };
  };
}

/** No caller's key has a space, so none of them meets this one. */
function keyOf({ name }: DoorName, eventId: string): string {
  return `event ${name} ${digestOf(eventId)}`;
}

function isWanted({ events }: DoorDocument, { name }: DoorEvent): boolean {
  return events.some((one) => one.toLowerCase() === name.toLowerCase());
}

/** Without the secret of Business Central, at any depth. */
function showBody({ body, posted }: DoorVisit): string {
  if (!isJsonObject(posted) && !Array.isArray(posted)) return Buffer.from(body).toString();
  return JSON.stringify(posted, (key, value: unknown) => (key === 'clientState' ? undefined : value), 2);
}
