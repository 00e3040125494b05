/**
 * The names of properties that a submission may have, in any case: all that may be told of a body where its content may not.
 *
 * They are those of the schema, as a test says; here they stand as words, because a log line is no reason to load the schema.
 */
const lists =
  'toRecipients ccRecipients bccRecipients replyTo categories internetMessageHeaders singleValueExtendedProperties attachments';

const others =
  'sender message saveToSentItems reference notBefore expiresAt environment prefer idempotencyKey subject body from importance ' +
  'isReadReceiptRequested isDeliveryReceiptRequested inferenceClassification flag contentType content emailAddress address name ' +
  'flagStatus startDateTime dueDateTime completedDateTime dateTime timeZone value id @odata.type contentBytes isInline contentId ' +
  'type handling wait respondAsync';

const split = (names: string): ReadonlySet<string> => new Set(names.toLowerCase().split(' '));
const listNames = split(lists);
const names = split(`${lists} ${others}`);

/** Whether some part of a submission has a property of this name. */
export function isKnownName(name: string): boolean {
  return names.has(name.toLowerCase());
}

/** Whether some part of a submission has a list under this name. */
export function isListName(name: string): boolean {
  return listNames.has(name.toLowerCase());
}
