/**
 * `POST …/sendMail`: the order of Graph's checks, from permission over mailbox to message, and the acceptance.
 *
 * 202 with an empty body means that the message is in the sender's mailbox and will go out; delivery is not promised.
 * An empty message is refused with 400 where a mailbox exists and with 404 where none does. A mailbox on premises is asked in the
 * types of another API, so that every message is refused as unreadable.
 * Sources: learn.microsoft.com/graph/api/user-sendmail; answers that users of msgraph-sdk-dotnet report.
 */
import { randomUUID } from 'node:crypto';
import type { EmulatedAnswer, EmulatedRequest } from '../kit/emulator.ts';
import type { Account } from './authenticate.ts';
import { buildAcceptedMessage } from './build-accepted-message.ts';
import { GraphError } from './graph-error.ts';
import { parseSendMailParameters, type Message } from './message-type.ts';
import { unreadable } from './odata-types.ts';
import { parseMime } from './parse-mime.ts';
import type { GraphState } from './state.ts';

const SEND_SCOPES = ['Mail.Send', 'Mail.Send.Shared'];

export interface SendMailInput {
  account: Account;
  request: EmulatedRequest;
  requestId: string;
  now: Date;
}

/** Carries the action out; throws what Graph refuses. */
export async function sendMail(
  { mailboxes, concurrency, throttles }: Pick<GraphState, 'mailboxes' | 'concurrency' | 'throttles'>,
  { account, request, requestId, now }: SendMailInput,
): Promise<EmulatedAnswer> {
  if (!account.scopes.some((scope) => SEND_SCOPES.includes(scope))) {
    throw new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  }
  if (!account.hasMailbox) {
    const text = 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.';
    throw new GraphError(404, 'MailboxNotEnabledForRESTAPI', text);
  }
  if (account.isMailboxOnPremises) {
    throw unreadable(
      "A type named 'microsoft.graph.message' could not be resolved by the model. When a model is available, each type name must resolve to a valid type.",
    );
  }
  throttles.check(account.mail);
  return concurrency.run(account.mail, () => {
    const parameters = parseBody(request);
    mailboxes.add(buildAcceptedMessage({ ...parameters, account, requestId, id: randomUUID(), now }));
    return { status: 202 };
  });
}

function parseBody({ headers, body }: EmulatedRequest): { message: Message; saveToSentItems: boolean } {
  const type = headers['content-type'];
  if (!type) {
    const text = 'Write requests (excluding DELETE) must contain the Content-Type header declaration.';
    throw new GraphError(400, 'BadRequest', text);
  }
  const mediaType = type.split(';')[0]?.trim().toLowerCase();
  const charset = /;\s*charset="?([^";\s]+)/i.exec(type)?.[1] ?? 'utf-8';
  const isEncoded = (headers['content-encoding'] ?? 'identity') !== 'identity';
  if (isEncoded || charset.toLowerCase() !== 'utf-8') throw unsupported(type);
  if (mediaType === 'text/plain') return { message: parseMime(body.toString('latin1')), saveToSentItems: true };
  if (mediaType !== 'application/json') throw unsupported(type);
  return parseSendMailParameters(parseJson(body));
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    throw unreadable('An error occurred while reading the request body: it is not valid JSON in UTF-8.');
  }
}

function unsupported(type: string): GraphError {
  const text = `A supported MIME type could not be found that matches the content type of the message '${type}'.`;
  return new GraphError(415, 'UnsupportedMediaType', text);
}
