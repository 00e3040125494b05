/**
 * Business events of Finance & Operations, as whatever carries them here passes them on: one flat object.
 *
 * Source: learn.microsoft.com/dynamics365/fin-ops-core/dev-itpro/business-events/home-page. `ControlNumber` tells repetitions; JSON
 * readers round one that is beyond 2^53, and then `EventId` does. Pointers lead into the object: `/InvoiceId`.
 */
import { isJsonObject, type JsonObject } from '../../submission/json-value.ts';
import type { ReadEvents } from '../door-event.ts';
import { bodyId } from '../event-id.ts';
import { readInitiator } from '../initiator.ts';

/** What a new endpoint is tried with. */
const TEST_EVENT = 'BusinessEventsTestEndpointContract';

export const readFinanceOperations: ReadEvents = ({ posted, body, receivedAt }) => {
  if (!isJsonObject(posted)) return undefined;
  const { BusinessEventId: name, EventTime, EventTimeIso8601 } = posted;
  if (typeof name !== 'string' || name === '') return undefined;
  const hasTime = EventTime !== undefined || EventTimeIso8601 !== undefined;
  return [
    {
      id: readId(posted, name) ?? bodyId(body, hasTime, receivedAt),
      name,
      ...readFinanceInitiator(posted),
      fields: posted,
      isTest: name === TEST_EVENT,
      isTooLarge: false,
    },
  ];
};

/** Business events and data events name the person differently. */
export function readFinanceInitiator(event: JsonObject): { initiator: string } | undefined {
  return readInitiator(
    event['InitiatingUserAADObjectId'] ??
      event['InitiatingUserAzureActiveDirectoryObjectId'] ??
      event['initiatingUserAADObjectId'],
  );
}

function readId({ ControlNumber, EventId }: JsonObject, name: string): string | undefined {
  const isNumber =
    Number.isSafeInteger(ControlNumber) || (typeof ControlNumber === 'string' && /^-?\d{1,20}$/.test(ControlNumber));
  if (isNumber && Number(ControlNumber) !== 0) return `control ${name} ${String(ControlNumber)}`;
  return typeof EventId === 'string' && EventId !== '' ? `event ${EventId.toLowerCase()}` : undefined;
}
