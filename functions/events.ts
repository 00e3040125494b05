/**
 * `POST /events/{door}`: events of an ERP that become messages; and by GET, POST and OPTIONS the handshakes of their senders.
 */
import type { HttpRequest } from '@azure/functions';
import { allowOrigin, readValidationToken, type Handshake } from '../shared/doors/handshake.ts';
import type { TakenEvents } from '../shared/doors/take-events.ts';
import { ConnectorError } from '../shared/errors.ts';
import { describeError } from '../shared/outbox/describe-message.ts';
import type { Connector } from './compose.ts';
import type { Visit } from './read-visit.ts';
import type { Answer } from './respond.ts';

export function eventsMethods({ doors }: Pick<Connector, 'doors'>) {
  return {
    async GET(request: HttpRequest) {
      const handshake = readValidationToken(request.query.get('validationToken'));
      if (!handshake) throw new ConnectorError('invalid_request', { faults: [NO_TOKEN] });
      return giveBack(handshake);
    },
    async POST(request: HttpRequest, visit: Visit) {
      if ('handshake' in visit) return giveBack(visit);
      return describe(await doors.take(visit, request.headers), visit.door.name);
    },
    async OPTIONS(request: HttpRequest) {
      const headers = allowOrigin(request.headers.get('webhook-request-origin'));
      return { response: { status: headers ? 200 : 204, headers: { Allow: 'GET, POST, OPTIONS', ...headers } } };
    },
  };
}

const NO_TOKEN = { pointer: 'query:validationToken', detail: 'is missing; events are posted' };

function giveBack({ handshake, text }: Handshake): Answer {
  if (handshake === 'validationCode') return { response: { jsonBody: { validationResponse: text } } };
  return { response: { headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: text } };
}

/** 202 where something was stored or had been, 200 where the door wants nothing of it. What is parked has its code in the log. */
function describe({ messages, ignored }: TakenEvents, door: string): Answer {
  const parked = messages.find(({ message }) => message.status === 'held' && message.error);
  const value = messages.map(({ message: { id, status, error } }) => ({
    id,
    status,
    ...(error && { error: describeError(error) }),
  }));
  const [only] = messages;
  return {
    response: { status: messages.length > 0 ? 202 : 200, jsonBody: { value, ignored } },
    ids: {
      door,
      count: messages.length,
      ignored,
      replayed: messages.filter(({ isReplayed }) => isReplayed).length,
      ...(only && messages.length === 1 && { message: only.message.id, result: only.message.status }),
    },
    ...(parked?.message.error && { error: new ConnectorError(parked.message.error.code) }),
  };
}
