/**
 * Whether a message has to go by a draft, because it does not fit into one request to Graph, and whether a sender may have one made.
 * A provider makes none. Pure.
 */
import { ConnectorError } from '../errors.ts';
import { GRAPH_REQUEST_MAX_BYTES } from '../limits.ts';
import type { MessageContent } from './message-content.ts';
import type { SenderToken } from './sender-tokens.ts';

const ONE_REQUEST = 'From this mailbox a message has to fit into one request (4 MB, attachments in base64 included).';

export function needsDraft({ body, files }: Pick<MessageContent, 'body' | 'files'>): boolean {
  return files !== undefined || Buffer.byteLength(body) > GRAPH_REQUEST_MAX_BYTES;
}

/** @throws ConnectorError `large_mail_not_granted`, `message_too_large` */
export function requireDrafts({ mayMakeDrafts, send }: Pick<SenderToken, 'mayMakeDrafts' | 'send'>): void {
  if (send) throw new ConnectorError('message_too_large', { detail: ONE_REQUEST });
  if (!mayMakeDrafts) throw new ConnectorError('large_mail_not_granted');
}
