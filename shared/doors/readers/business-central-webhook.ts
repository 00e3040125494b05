/**
 * Change notifications of Business Central's API: that something changed, neither what nor by whom.
 *
 * Source: learn.microsoft.com/dynamics365/business-central/dev-itpro/api-reference/v2.0/dynamics-subscriptions. The name of the event
 * is the entity set and the kind of change, `salesInvoices.created`. Pointers lead into the notification, without its `clientState`.
 */
import { isJsonObject } from '../../submission/json-value.ts';
import type { DoorEvent, ReadEvents } from '../door-event.ts';
import { digestOf } from '../event-id.ts';

export const readBusinessCentralWebhook: ReadEvents = ({ posted }) => {
  const notifications = isJsonObject(posted) ? posted['value'] : undefined;
  if (!Array.isArray(notifications)) return undefined;
  const events = notifications.map(readNotification);
  return events.every((event) => event !== undefined) ? events : undefined;
};

function readNotification(notification: unknown): DoorEvent | undefined {
  if (!isJsonObject(notification)) return undefined;
  const { clientState: _secret, ...fields } = notification;
  const { subscriptionId = '', resource, changeType, lastModifiedDateTime = '' } = fields;
  if (typeof resource !== 'string' || typeof changeType !== 'string') return undefined;
  return {
    id: digestOf('change', String(subscriptionId), resource, changeType, String(lastModifiedDateTime)),
    name: `${entitySetOf(resource)}.${changeType}`,
    fields,
    isTest: false,
    isTooLarge: false,
  };
}

/** `api/v2.0/companies(…)/salesInvoices(…)` is one of `salesInvoices`. */
function entitySetOf(resource: string): string {
  const [path = ''] = resource.split('?');
  const [set = ''] = (path.split('/').findLast((part) => part !== '') ?? '').split('(');
  return set;
}
