/**
 * The part of Graph's `message` resource that the connector sends, as the request carries it.
 *
 * Normalised: no empty arrays, no nulls, `from` and `sender` never (Graph fills them from the mailbox). Types only.
 * Source: Graph v1.0 resource types message, recipient, itemBody, followupFlag, internetMessageHeader,
 * singleValueLegacyExtendedProperty, fileAttachment.
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

export interface GraphDateTimeTimeZone {
  dateTime: string;
  timeZone: string;
}

export interface GraphFollowupFlag {
  flagStatus?: 'notFlagged' | 'flagged' | 'complete';
  startDateTime?: GraphDateTimeTimeZone;
  dueDateTime?: GraphDateTimeTimeZone;
  completedDateTime?: GraphDateTimeTimeZone;
}

export interface GraphMessage {
  subject?: string;
  body?: { contentType?: 'HTML' | 'Text'; content?: string };
  toRecipients?: GraphRecipient[];
  ccRecipients?: GraphRecipient[];
  bccRecipients?: GraphRecipient[];
  replyTo?: GraphRecipient[];
  importance?: 'low' | 'normal' | 'high';
  isReadReceiptRequested?: boolean;
  isDeliveryReceiptRequested?: boolean;
  inferenceClassification?: 'focused' | 'other';
  categories?: string[];
  flag?: GraphFollowupFlag;
  internetMessageHeaders?: { name: string; value: string }[];
  singleValueExtendedProperties?: { id: string; value: string }[];
  attachments?: GraphFileAttachment[];
}
