/**
 * Events of Azure Event Grid, in its own schema or as CloudEvents 1.0, one or a batch.
 *
 * Sources: learn.microsoft.com/azure/event-grid/event-schema; cloudevents.io, JSON format 1.0. Pointers lead into the event:
 * `/data/InvoiceId`, `/subject`. The person is looked for in the data, where Finance & Operations names them. A CloudEvent in binary mode
 * or with `data_base64` has no data here.
 */
import { isJsonObject, property } from '../../submission/json-value.ts';
import type { DoorEvent, ReadEvents } from '../door-event.ts';
import { digestOf } from '../event-id.ts';
import { readFinanceInitiator } from './finance-operations.ts';

export const readEventGrid: ReadEvents = ({ posted }) => {
  const list: unknown[] = Array.isArray(posted) ? posted : [posted];
  const events = list.map(readEvent);
  return list.length > 0 && events.every((event) => event !== undefined) ? events : undefined;
};

function readEvent(event: unknown): DoorEvent | undefined {
  if (!isJsonObject(event)) return undefined;
  const isCloudEvent = event['specversion'] !== undefined;
  const { id } = event;
  const name = isCloudEvent ? event['type'] : event['eventType'];
  const from = isCloudEvent ? event['source'] : event['topic'];
  if (typeof id !== 'string' || id === '' || typeof name !== 'string' || name === '') return undefined;
  const data = property(event, 'data');
  return {
    id: digestOf('grid', typeof from === 'string' ? from : '', id),
    name,
    ...(isJsonObject(data) && readFinanceInitiator(data)),
    fields: event,
    isTest: false,
    isTooLarge: false,
  };
}
