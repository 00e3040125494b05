/**
 * A message in a request, JSON or MIME, as a mailbox keeps it.
 */
import type { EmulatedRequest } from '../kit/emulator.ts';
import type { Account } from './authenticate.ts';
import { createInternetMessageId } from './item-id.ts';
import { readMessageContent, type MessageContent } from './message-content.ts';
import type { Message } from './message-type.ts';
import { parseMime, type AcceptedMime } from './parse-mime.ts';
import { readBody } from './read-body.ts';
import { readSenders } from './refuse-unsendable.ts';

export interface ReadSubmission {
  content: MessageContent;
  /** Addresses that the message names as its own. */
  senders: string[];
  internetMessageId: string;
  mime?: AcceptedMime;
}

/** Reads the body; `parse` checks JSON and gives the message in it. Throws 400 and 415. */
export function readSubmission(
  account: Account,
  request: EmulatedRequest,
  parse: (value: unknown) => Message,
): ReadSubmission {
  const body = readBody(request);
  if (body.kind === 'json') return describe(account, parse(body.value));
  const { message, attachments, mime } = parseMime(body.base64);
  const read = describe(account, message);
  // The rules for headers in JSON do not hold for MIME.
  const internetMessageHeaders = mime.headers.filter(({ name }) => /^x-/i.test(name));
  return { ...read, content: { ...read.content, internetMessageHeaders, attachments }, mime };
}

function describe(account: Account, message: Message): ReadSubmission {
  return {
    content: readMessageContent(account, message),
    senders: readSenders(message),
    internetMessageId: message.internetMessageId || createInternetMessageId(),
  };
}
