/**
 * `GET /messages/{id}`: the state of a message; `GET /messages`: the message of an idempotency key; and the answer to a
 * submission, which is the same state.
 */
import type { HttpRequest } from '@azure/functions';
import type { Caller } from '../shared/callers/caller.ts';
import { describeFaults } from '../shared/describe-faults.ts';
import { ConnectorError, type Fault } from '../shared/errors.ts';
import { consentUrl } from '../shared/grants/describe-sender.ts';
import { describeMessage } from '../shared/outbox/describe-message.ts';
import { messageStates } from '../shared/outbox/message-state.ts';
import type { Message } from '../shared/outbox/message.ts';
import type { Connector } from './compose.ts';
import { checkNotJoined, readIdempotencyKey } from './list-query.ts';
import { needsConsent } from './page.ts';
import type { Answer } from './respond.ts';

export function messageMethods({ config, messages }: Pick<Connector, 'config' | 'messages'>) {
  return {
    async GET(request: HttpRequest, caller: Caller) {
      const message = await messages.read(caller, request.params['id'] ?? '');
      const { isTerminal } = messageStates[message.status];
      return {
        response: {
          status: isTerminal ? 200 : 202,
          headers: isTerminal ? {} : poll(message, config.publicUrl),
          jsonBody: describeMessage(message),
        },
        ids: { message: message.id },
      };
    },
  };
}

export function messagesMethods({ messages }: Pick<Connector, 'messages'>) {
  return {
    async GET(request: HttpRequest, caller: Caller) {
      const key = readIdempotencyKey(request.query);
      const message = await messages.findByKey(caller, key);
      if (!message) checkNotJoined(key);
      return {
        response: { jsonBody: { value: message ? [describeMessage(message)] : [] } },
        ids: { caller: caller.clientId, ...(message && { message: message.id }) },
      };
    },
  };
}

/** 200 sent, 202 sending or unknown, 422 failed with the reason beside the state; `faults` are places of the request. */
export function messageAnswer(message: Message, publicUrl: string, isReplayed: boolean, faults: Fault[] = []): Answer {
  const body = describeMessage(message);
  return {
    response: {
      status: { sent: 200, sending: 202, unknown: 202, failed: 422 }[message.status],
      headers: {
        ...(isReplayed && { 'Idempotency-Replayed': 'true' }),
        ...(!messageStates[message.status].isTerminal && poll(message, publicUrl)),
        ...(message.status === 'unknown' && { Location: messageUrl(message, publicUrl) }),
      },
      jsonBody: {
        ...body,
        ...(message.status === 'failed' && body.error),
        ...(body.error &&
          faults.length > 0 && { detail: `${describeFaults(faults)} ${body.error.detail}`, errors: faults }),
        ...(message.error && needsConsent(message.error.code) && { consentUrl: consentUrl(publicUrl) }),
      },
    },
    ids: {
      message: message.id,
      sender: message.sender.hostObjectId,
      caller: message.callerId,
      result: message.status,
      replayed: isReplayed,
    },
    ...(message.error && {
      error: new ConnectorError(message.error.code, {
        faults,
        ...(message.error.graphCode && { upstreamCode: message.error.graphCode }),
      }),
    }),
  };
}

function poll(message: Message, publicUrl: string): Record<string, string> {
  return { Location: messageUrl(message, publicUrl), 'Retry-After': '5' };
}

function messageUrl(message: Message, publicUrl: string): string {
  return `${publicUrl}/messages/${message.id}`;
}
