/**
 * External business events of Business Central: one notification for each request, without an id.
 *
 * Source: learn.microsoft.com/dynamics365/business-central/dev-itpro/developer/business-events-overview. Pointers lead into the
 * notification: `/payload/invoiceNumber`, `/companyName`, `/timestamp`; its `clientState` is left out.
 */
import { isJsonObject } from '../../submission/json-value.ts';
import type { ReadEvents } from '../door-event.ts';
import { bodyId } from '../event-id.ts';
import { readInitiator } from '../initiator.ts';

export const readBusinessCentralEvent: ReadEvents = ({ posted, body, receivedAt }) => {
  if (!isJsonObject(posted)) return undefined;
  const { clientState: _secret, ...fields } = posted;
  const { eventName, payload, timestamp, initiatingUserAADObjectId } = fields;
  if (typeof eventName !== 'string' || !isJsonObject(payload)) return undefined;
  return [
    {
      id: bodyId(body, typeof timestamp === 'string', receivedAt),
      name: eventName,
      ...readInitiator(initiatingUserAADObjectId),
      fields,
      isTest: false,
      isTooLarge: false,
    },
  ];
};
