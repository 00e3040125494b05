/**
 * Webhooks of Dataverse: the execution context of one operation, business and data events of Finance & Operations included.
 *
 * Source: learn.microsoft.com/power-apps/developer/data-platform/use-webhooks. Lists of `key` and `value` become objects, so that a
 * pointer such as `/Target/totalamount`, `/PostEntityImages/image/name` or `/InputParameters/InvoiceId` leads to a value; `/Target` is
 * the entity among the input parameters, with the columns that changed. The name of the event is the table and the message,
 * `salesorder.Update`, or the message alone where there is no table.
 */
import { isJsonObject, type JsonObject } from '../../submission/json-value.ts';
import type { ReadEvents } from '../door-event.ts';
import { bodyId } from '../event-id.ts';
import { readInitiator } from '../initiator.ts';

const NO_ID = '00000000-0000-0000-0000-000000000000';

export const readDataverse: ReadEvents = ({ posted, body, header, receivedAt }) => {
  if (!isJsonObject(posted)) return undefined;
  const { MessageName, PrimaryEntityName, OperationId, OperationCreatedOn } = posted;
  if (typeof MessageName !== 'string' || MessageName === '') return undefined;
  const table = typeof PrimaryEntityName === 'string' && PrimaryEntityName !== 'none' ? PrimaryEntityName : '';
  const hasId = typeof OperationId === 'string' && OperationId !== '' && OperationId !== NO_ID;
  return [
    {
      id: hasId ? `operation ${OperationId.toLowerCase()}` : bodyId(body, OperationCreatedOn !== undefined, receivedAt),
      name: table === '' ? MessageName : `${table}.${MessageName}`,
      ...readInitiator(posted['InitiatingUserAzureActiveDirectoryObjectId']),
      fields: readFields(posted),
      isTest: false,
      isTooLarge: /^true$/i.test(header('x-ms-dynamics-msg-size-exceeded') ?? ''),
    },
  ];
};

function readFields(context: JsonObject): JsonObject {
  const parameters = readPairs(context['InputParameters']);
  const target = parameters['Target'];
  return {
    ...context,
    InputParameters: parameters,
    PreEntityImages: readImages(context['PreEntityImages']),
    PostEntityImages: readImages(context['PostEntityImages']),
    ...(isJsonObject(target) && { Target: readEntity(target) }),
  };
}

/** By the alias of each. */
function readImages(value: unknown): JsonObject {
  const images = Object.entries(readPairs(value));
  return Object.fromEntries(images.map(([alias, image]) => [alias, isJsonObject(image) ? readEntity(image) : image]));
}

/** Its columns, beside its id. A column of that name stays what it is. */
function readEntity(entity: JsonObject): JsonObject {
  const { Id, LogicalName } = entity;
  return { Id, LogicalName, ...readPairs(entity['Attributes']) };
}

/** A list of `key` and `value`; what is none of that kind is left out. */
function readPairs(value: unknown): JsonObject {
  if (!Array.isArray(value)) return {};
  const pairs = (value as unknown[]).filter(isJsonObject);
  return Object.fromEntries(pairs.flatMap(({ key, value: held }) => (typeof key === 'string' ? [[key, held]] : [])));
}
