/**
 * A message as a row of the table `messages`.
 *
 * Columns: previousId?, status, hostTenantId, sender?, named?, accountTenantId? and accountObjectId? (both or neither), mailboxId?,
 * callerId, reference?, contentDigest, createdAt, updatedAt, expiresAt, notBefore?, recipientCount, recipients? (JSON), attemptId, attempts (JSON, times as ISO texts),
 * errorCode?, errorGraphCode?, content?, contentBytes?, draftState? and draftId? (the second never without the first), nextAt?, deferrals?, changedAt?, dueAt, resubmissions?, keptUntil?, mac?. No subject, body or
 * address. A row of an earlier release has no hostTenantId: it is that of its sender.
 */
import { outcomes, type ErrorCode } from '../../outcomes.ts';
import { addressOfMessage, MESSAGE_ID, parseMessageKeys } from '../../message-addresses.ts';
import {
  attemptOutcomes,
  draftStates,
  messageStatuses,
  type Attempt,
  type ContentPlace,
  type Message,
  type RecipientReplies,
  type VersionedMessage,
} from '../../outbox/message.ts';
import { formatSender } from '../../sender.ts';
import { timePattern } from '../../storage-addresses.ts';
import type { Entity } from './table-entity.ts';
import { arrayOf, createRowReader, objectOf, refuseRow, type Row, type RowReader } from './table-row.ts';

const errorCodes = Object.keys(outcomes) as ErrorCode[];

const contentPlace = /^(?:row|blob-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** @throws Error (a bug) for a sender of another host tenant */
export function writeMessage(message: Message): Entity {
  const { sender, hostTenantId, account, error } = message;
  if (sender && sender.hostTenantId !== hostTenantId) throw new Error('A message and its sender have one host tenant.');
  return {
    ...addressOfMessage(message.id).keys,
    previousId: message.previousId,
    status: message.status,
    hostTenantId,
    sender: sender && formatSender(sender),
    named: message.named,
    accountTenantId: account?.homeTenantId,
    accountObjectId: account?.homeObjectId,
    mailboxId: message.mailboxId,
    callerId: message.callerId,
    reference: message.reference,
    contentDigest: message.contentDigest,
    createdAt: message.createdAt,
    updatedAt: message.updatedAt,
    expiresAt: message.expiresAt,
    notBefore: message.notBefore,
    recipientCount: message.recipientCount,
    recipients: message.recipients && JSON.stringify(message.recipients),
    attemptId: message.attemptId,
    attempts: JSON.stringify(message.attempts),
    errorCode: error?.code,
    errorGraphCode: error?.graphCode,
    content: message.content,
    contentBytes: message.contentBytes,
    draftState: message.draft?.state,
    draftId: message.draft?.id,
    nextAt: message.nextAt,
    deferrals: message.deferrals,
    changedAt: message.changedAt,
    dueAt: message.dueAt,
    resubmissions: message.resubmissions,
    keptUntil: message.keptUntil,
    mac: message.mac,
  };
}

/** @throws ConnectorError `sealed_record_refused` */
export function readMessage(table: string, row: Row): VersionedMessage {
  const id = parseMessageKeys(row);
  if (id === undefined) throw refuseRow(table, 'RowKey');
  const columns = createRowReader(table, row);
  const { text, date, whole, optional } = columns;
  const filled = (column: string) => text(column, /./);
  return {
    id,
    status: columns.oneOf('status', messageStatuses),
    ...readWho(table, columns),
    callerId: filled('callerId'),
    contentDigest: filled('contentDigest'),
    createdAt: date('createdAt'),
    updatedAt: date('updatedAt'),
    expiresAt: date('expiresAt'),
    recipientCount: whole('recipientCount'),
    attemptId: filled('attemptId'),
    attempts: columns.json('attempts', arrayOf(parseAttempt)),
    dueAt: date('dueAt'),
    ...readError(columns),
    ...readDraft(columns),
    ...present({
      recipients: optional('recipients', (column) => columns.json(column, parseReplies)),
      previousId: optional('previousId', (column) => text(column, MESSAGE_ID)),
      named: optional('named', filled),
      mailboxId: optional('mailboxId', columns.guid),
      reference: optional('reference', text),
      notBefore: optional('notBefore', date),
      content: optional('content', (column) => columns.text(column, contentPlace) as ContentPlace),
      contentBytes: optional('contentBytes', whole),
      nextAt: optional('nextAt', date),
      deferrals: optional('deferrals', whole),
      changedAt: optional('changedAt', date),
      resubmissions: optional('resubmissions', whole),
      keptUntil: optional('keptUntil', date),
      mac: optional('mac', filled),
    }),
    etag: row.etag,
  };
}

/** Whose message it is, and as which account it may leave. */
function readWho(table: string, columns: RowReader): Pick<Message, 'hostTenantId' | 'sender' | 'account'> {
  const { guid, optional } = columns;
  const sender = optional('sender', columns.sender);
  // Only an earlier release wrote no host tenant, and it knew every sender.
  const hostTenantId = optional('hostTenantId', guid) ?? columns.sender('sender').hostTenantId;
  if (sender && sender.hostTenantId !== hostTenantId) throw refuseRow(table, 'hostTenantId');
  const homeTenantId = optional('accountTenantId', guid);
  const homeObjectId = optional('accountObjectId', guid);
  if (homeTenantId === undefined && homeObjectId === undefined) return { hostTenantId, ...present({ sender }) };
  const account = { homeTenantId: guid('accountTenantId'), homeObjectId: guid('accountObjectId') };
  return { hostTenantId, ...present({ sender }), account };
}

function readDraft({ optional, oneOf, text }: RowReader): Pick<Message, 'draft'> {
  const state = optional('draftState', (column) => oneOf(column, draftStates));
  const id = optional('draftId', (column) => text(column, /./));
  return state ? { draft: { ...present({ id }), state } } : {};
}

function readError({ optional, oneOf, text }: RowReader): Pick<Message, 'error'> {
  const code = optional('errorCode', (column) => oneOf(column, errorCodes));
  const graphCode = optional('errorGraphCode', text);
  return code ? { error: { code, ...present({ graphCode }) } } : {};
}

/** Replies of a mail server, 0 or of three digits, in the three lists. */
function parseReplies(value: unknown): RecipientReplies | undefined {
  const isReply = (item: unknown) =>
    Number.isInteger(item) && (item === 0 || (Number(item) >= 200 && Number(item) <= 599));
  const isList = (list: unknown) => Array.isArray(list) && list.every(isReply);
  return Array.isArray(value) && value.length === 3 && value.every(isList) ? (value as RecipientReplies) : undefined;
}

function parseAttempt(item: unknown): Attempt | undefined {
  const { at, outcome: said, graphRequestId, code, nextAt } = objectOf(item) ?? {};
  const outcome = attemptOutcomes.find((known) => known === said);
  if (!outcome || !isTime(at) || !(nextAt === undefined || isTime(nextAt))) return undefined;
  if (!isTextOrAbsent(graphRequestId) || !isTextOrAbsent(code)) return undefined;
  const next = nextAt === undefined ? undefined : new Date(nextAt);
  return { at: new Date(at), outcome, ...present({ graphRequestId, code, nextAt: next }) };
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && timePattern.test(value) && !Number.isNaN(Date.parse(value));
}

function isTextOrAbsent(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

/** The fields that are not undefined. */
function present<Fields extends object>(fields: Fields) {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };
}
