/**
 * `GET /messages/{id}`: the state of a message; `GET /messages`: those of a caller, by filters or by idempotency key;
 * `GET /messages/changes`: what became of them since; `POST /messages/{id}/cancel` and `/resend`; and the answer to a submission, which
 * is the same state.
 */
import type { HttpRequest } from '@azure/functions';
import type { Caller } from '../shared/callers/caller.ts';
import type { Config } from '../shared/config.ts';
import { describeFaults } from '../shared/describe-faults.ts';
import { ConnectorError, type Fault } from '../shared/errors.ts';
import { RETRY_AFTER_MAX_SECONDS } from '../shared/limits.ts';
import type { Message, MessageStatus } from '../shared/outbox/message.ts';
import type { Connector } from './compose.ts';
import { checkNotJoined, nextLink, readMessagesQuery, readPageQuery } from './list-query.ts';
import { messageJson } from './message-json.ts';
import { readNoBody } from './no-body.ts';
import type { Answer } from './respond.ts';

type Parts = Pick<Connector, 'config' | 'messages' | 'now'>;

export function messageMethods({ config, messages, now }: Parts) {
  return {
    async GET(request: HttpRequest, caller: Caller) {
      const message = await messages.read(caller, idOf(request));
      const response = { status: 200, jsonBody: messageJson(message, config) };
      const ids = { message: message.id };
      if (!isMoving(message.status)) return { response, ids };
      return { response: { ...response, status: 202, headers: follow(message, { config, now }) }, ids };
    },
  };
}

export function messagesMethods({ config, messages }: Parts) {
  return {
    async GET(request: HttpRequest, caller: Caller) {
      const asked = readMessagesQuery(request.query);
      if ('idempotencyKey' in asked) {
        const message = await messages.findByKey(caller, asked.idempotencyKey);
        if (!message) checkNotJoined('idempotencyKey', asked.idempotencyKey);
        return listAnswer(message ? [message] : [], caller, config);
      }
      const { hostObjectId, ...filter } = asked.filter;
      const sender = hostObjectId !== undefined && { hostTenantId: caller.hostTenantId, hostObjectId };
      const found = await messages.list(caller, { ...filter, ...(sender && { sender }) });
      if (found.messages.length === 0 && !found.cursor && filter.cursor === undefined)
        checkNotJoined('reference', filter.reference);
      const next = found.cursor && nextLink(`${config.publicUrl}/messages`, request.query, found.cursor);
      return listAnswer(found.messages, caller, config, { ...(next && { nextLink: next }) });
    },
  };
}

export function changedMessagesMethods({ config, messages }: Parts) {
  return {
    async GET(request: HttpRequest, caller: Caller) {
      const { top, cursor: from } = readPageQuery(request.query);
      const { messages: changed, cursor, isMore } = await messages.listChanges(caller, top, from);
      const next = isMore && nextLink(`${config.publicUrl}/messages/changes`, request.query, cursor);
      return listAnswer(changed, caller, config, { cursor, ...(next && { nextLink: next }) });
    },
  };
}

export function messageCancelMethods({ config, messages }: Parts) {
  return {
    async POST(request: HttpRequest, caller: Caller) {
      await readNoBody(request);
      const message = await messages.cancel(caller, idOf(request));
      return { response: { jsonBody: messageJson(message, config) }, ids: idsOf(message) };
    },
  };
}

export function messageResendMethods({ config, messages, now }: Parts) {
  return {
    async POST(request: HttpRequest, caller: Caller) {
      await readNoBody(request);
      return messageAnswer(await messages.resend(caller, idOf(request)), { config, now });
    },
  };
}

/** What it is, as the answer to a submission. Only what Exchange has taken is 200, and no client repeats any of these by itself. */
const statuses: Readonly<Record<MessageStatus, number>> = {
  sent: 200,
  queued: 202,
  held: 202,
  sending: 202,
  unknown: 202,
  failed: 422,
  expired: 422,
  cancelled: 422,
};

/** `faults` are places of the request that have to do with the error of the message, or recipients that were left out of one that was sent. */
export function messageAnswer(
  message: Message,
  context: Pick<Parts, 'config' | 'now'>,
  { isReplayed = false, faults = [] }: { isReplayed?: boolean; faults?: Fault[] } = {},
): Answer {
  const body = messageJson(message, context.config);
  const { status, error } = message;
  const isOpen = status === 'held' || status === 'unknown' || isMoving(status);
  return {
    response: {
      status: statuses[status],
      headers: { ...(isReplayed && { 'Idempotency-Replayed': 'true' }), ...(isOpen && follow(message, context)) },
      jsonBody: {
        ...body,
        ...(statuses[status] === 422 && body.error),
        ...(faults.length > 0 && { errors: faults }),
        ...(body.error && faults.length > 0 && { detail: `${describeFaults(faults)} ${body.error.detail}` }),
      },
    },
    ids: { ...idsOf(message), replayed: isReplayed },
    ...(error && {
      error: new ConnectorError(error.code, {
        faults,
        ...(error.graphCode && { upstreamCode: error.graphCode }),
      }),
    }),
  };
}

function listAnswer(messages: Message[], { clientId: caller }: Caller, config: Config, more: object = {}): Answer {
  const [only] = messages;
  return {
    response: { jsonBody: { value: messages.map((message) => messageJson(message, config)), ...more } },
    ids: { caller, count: messages.length, ...(messages.length === 1 && { message: only?.id }) },
  };
}

function idOf({ params }: HttpRequest): string {
  return params['id'] ?? '';
}

/** For the log. */
export function idsOf({ id, sender, callerId, status }: Message) {
  return { message: id, ...(sender && { sender: sender.hostObjectId }), caller: callerId, result: status };
}

/** It goes on by itself. What is held waits for somebody, so nobody is told to ask again soon. */
function isMoving(status: MessageStatus): boolean {
  return status === 'queued' || status === 'sending';
}

/** Where to look at it again and, while it moves, when. */
function follow(message: Message, { config, now }: Pick<Parts, 'config' | 'now'>): Record<string, string> {
  return {
    Location: `${config.publicUrl}/messages/${message.id}`,
    ...(isMoving(message.status) && { 'Retry-After': String(pollSeconds(message, now())) }),
    // It moves when somebody has acted.
    ...(message.status === 'held' && { 'Retry-After': String(RETRY_AFTER_MAX_SECONDS) }),
  };
}

function pollSeconds({ nextAt }: Message, now: Date): number {
  if (!nextAt) return POLL_SECONDS;
  const seconds = Math.ceil((nextAt.getTime() - now.getTime()) / 1000);
  return Math.min(Math.max(seconds, 1), RETRY_AFTER_MAX_SECONDS);
}

/** Longer than most sends take. */
const POLL_SECONDS = 5;
