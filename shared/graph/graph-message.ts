/**
 * The part of Graph's `message` resource that the connector sends, as the request carries it.
 *
 * Normalised: no empty arrays, no nulls, `from` and `sender` never (Graph fills them from the mailbox). Types only.
 * Source: Graph v1.0 resource types message, recipient, itemBody, internetMessageHeader, fileAttachment.
 */
export interface GraphRecipient {
  emailAddress: { address: string; name?: string };
}

export interface GraphFileAttachment {
  '@odata.type': '#microsoft.graph.fileAttachment';
  name: string;
  contentType?: string;
  /** Base64 with padding. */
  contentBytes: string;
  isInline?: boolean;
  contentId?: string;
}

export interface GraphMessage {
  subject?: string;
  body?: { contentType?: 'HTML' | 'Text'; content?: string };
  toRecipients?: GraphRecipient[];
  ccRecipients?: GraphRecipient[];
  bccRecipients?: GraphRecipient[];
  replyTo?: GraphRecipient[];
  importance?: 'low' | 'normal' | 'high';
  internetMessageHeaders?: { name: string; value: string }[];
  attachments?: GraphFileAttachment[];
}
