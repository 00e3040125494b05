/**
 * `GET /messages/{id}`: the state of a message; and the answer to a submission, which is the same state.
 */
import type { HttpRequest } from '@azure/functions';
import type { Caller } from '../shared/callers/caller.ts';
import { ConnectorError } from '../shared/errors.ts';
import { consentUrl } from '../shared/grants/describe-sender.ts';
import { describeMessage } from '../shared/outbox/describe-message.ts';
import { messageStates } from '../shared/outbox/message-state.ts';
import type { Message } from '../shared/outbox/message.ts';
import type { Connector } from './compose.ts';
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

/** 200 sent, 202 sending or unknown, 422 failed with the reason beside the state. */
export function messageAnswer(message: Message, publicUrl: string, isReplayed: boolean): Answer {
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
