/**
 * A message as a row of the table `messages`.
 *
 * Columns: previousId?, status, sender, callerId, reference?, contentDigest, createdAt, updatedAt, expiresAt, recipientCount,
 * attemptId, attempts (JSON, times as ISO texts), errorCode?, errorGraphCode?, dueAt, resubmissions?. No subject, body or address.
 */
import { outcomes, type ErrorCode } from '../../outcomes.ts';
import {
  attemptOutcomes,
  messageStatuses,
  type Attempt,
  type Message,
  type VersionedMessage,
} from '../../outbox/message.ts';
import { formatSender } from '../../sender.ts';
import { addressOfMessage, MESSAGE_ID, parseMessageKeys, timePattern } from '../../storage-addresses.ts';
import type { Entity } from './table-entity.ts';
import { arrayOf, createRowReader, objectOf, refuseRow, type Row } from './table-row.ts';

const errorCodes = Object.keys(outcomes) as ErrorCode[];

export function writeMessage(message: Message): Entity {
  return {
    ...addressOfMessage(message.id).keys,
    previousId: message.previousId,
    status: message.status,
    sender: formatSender(message.sender),
    callerId: message.callerId,
    reference: message.reference,
    contentDigest: message.contentDigest,
    createdAt: message.createdAt,
    updatedAt: message.updatedAt,
    expiresAt: message.expiresAt,
    recipientCount: message.recipientCount,
    attemptId: message.attemptId,
    attempts: JSON.stringify(message.attempts),
    errorCode: message.error?.code,
    errorGraphCode: message.error?.graphCode,
    dueAt: message.dueAt,
    resubmissions: message.resubmissions,
  };
}

/** @throws ConnectorError `sealed_record_refused` */
export function readMessage(table: string, row: Row): VersionedMessage {
  const id = parseMessageKeys(row);
  if (id === undefined) throw refuseRow(table, 'RowKey');
  const columns = createRowReader(table, row);
  const previousId = columns.optional('previousId', (column) => columns.text(column, MESSAGE_ID));
  const reference = columns.optional('reference', columns.text);
  const errorCode = columns.optional('errorCode', (column) => columns.oneOf(column, errorCodes));
  const graphCode = columns.optional('errorGraphCode', columns.text);
  const resubmissions = columns.optional('resubmissions', columns.whole);
  return {
    id,
    ...(previousId !== undefined && { previousId }),
    status: columns.oneOf('status', messageStatuses),
    sender: columns.sender('sender'),
    callerId: columns.text('callerId', /./),
    ...(reference !== undefined && { reference }),
    contentDigest: columns.text('contentDigest', /./),
    createdAt: columns.date('createdAt'),
    updatedAt: columns.date('updatedAt'),
    expiresAt: columns.date('expiresAt'),
    recipientCount: columns.whole('recipientCount'),
    attemptId: columns.text('attemptId', /./),
    attempts: columns.json('attempts', arrayOf(parseAttempt)),
    ...(errorCode && { error: { code: errorCode, ...(graphCode !== undefined && { graphCode }) } }),
    dueAt: columns.date('dueAt'),
    ...(resubmissions !== undefined && { resubmissions }),
    etag: row.etag,
  };
}

function parseAttempt(item: unknown): Attempt | undefined {
  const { at, outcome: said, graphRequestId, code } = objectOf(item) ?? {};
  const outcome = attemptOutcomes.find((known) => known === said);
  if (!outcome || typeof at !== 'string' || !timePattern.test(at)) return undefined;
  if (!isTextOrAbsent(graphRequestId) || !isTextOrAbsent(code)) return undefined;
  return {
    at: new Date(at),
    outcome,
    ...(graphRequestId !== undefined && { graphRequestId }),
    ...(code !== undefined && { code }),
  };
}

function isTextOrAbsent(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}
