/**
 * Whether a message has to go by a draft, because it does not fit into one request to Graph, and whether a sender may have one made.
 * Pure.
 */
import { ConnectorError } from '../errors.ts';
import { GRAPH_REQUEST_MAX_BYTES } from '../limits.ts';
import type { MessageContent } from './message-content.ts';
import type { SenderToken } from './sender-tokens.ts';

export function needsDraft({ body, files }: Pick<MessageContent, 'body' | 'files'>): boolean {
  return files !== undefined || Buffer.byteLength(body) > GRAPH_REQUEST_MAX_BYTES;
}

/** @throws ConnectorError `large_mail_not_granted` */
export function requireDrafts({ mayMakeDrafts }: Pick<SenderToken, 'mayMakeDrafts'>): void {
  if (!mayMakeDrafts) throw new ConnectorError('large_mail_not_granted');
}
