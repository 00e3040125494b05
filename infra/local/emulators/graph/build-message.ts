/**
 * The `message` resource as answers give it.
 *
 * `$select` is checked as OData does it; an extended property is given only where `$expand` asks for it, as Graph does.
 */
import { GraphError } from './graph-error.ts';
import { toChangingId, toFolderId } from './item-id.ts';
import type { MailItem } from './mail-items.ts';
import type { EmailAddress } from './message-type.ts';
import { isSameProperty, type QueryOptions } from './query-options.ts';

const PREVIEW_MAX_CHARACTERS = 255;

export interface BuildMessageInput {
  item: MailItem;
  isImmutable: boolean;
  options?: Pick<QueryOptions, 'select' | 'expand'>;
}

/** Builds one; throws 400 for a property that does not exist. */
export function buildMessage({ item, isImmutable, options = {} }: BuildMessageInput): Record<string, unknown> {
  const properties = describe(item, isImmutable);
  const names = options.select ? ['id', ...options.select] : Object.keys(properties);
  const selected = names.map((name) => {
    const known = Object.keys(properties).find((one) => one.toLowerCase() === name.toLowerCase());
    if (known) return [known, properties[known]];
    const message = `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.message'.`;
    throw new GraphError(400, 'BadRequest', message);
  });
  const { singleValueExtendedProperties } = item.content;
  const { expand } = options;
  const expanded = singleValueExtendedProperties.filter(({ id }) => expand !== undefined && isSameProperty(id, expand));
  return {
    '@odata.etag': `W/"${String(properties['changeKey'])}"`,
    ...(Object.fromEntries(selected) as object),
    ...(expanded.length > 0 && { singleValueExtendedProperties: expanded }),
  };
}

function describe(item: MailItem, isImmutable: boolean): Record<string, unknown> {
  const { content, isDraft, createdAt, movedAt } = item;
  const id = isImmutable ? item.id : toChangingId(item.id, item.folder);
  return {
    id,
    createdDateTime: toSeconds(createdAt),
    lastModifiedDateTime: toSeconds(movedAt),
    changeKey: Buffer.from(`${item.folder} ${content.attachments.length}`).toString('base64'),
    categories: content.categories,
    receivedDateTime: toSeconds(item.sentAt ?? createdAt),
    sentDateTime: toSeconds(item.sentAt ?? createdAt),
    hasAttachments: content.attachments.some(({ isInline }) => !isInline),
    internetMessageId: item.internetMessageId,
    subject: content.subject,
    bodyPreview: content.body.content
      .replace(/<[^>]*>|\s+/g, ' ')
      .trim()
      .slice(0, PREVIEW_MAX_CHARACTERS),
    importance: content.importance,
    parentFolderId: toFolderId(item.folder),
    conversationId: `AAQk${item.id.slice(-28)}`,
    isDeliveryReceiptRequested: content.isDeliveryReceiptRequested,
    isReadReceiptRequested: content.isReadReceiptRequested,
    isRead: true,
    isDraft,
    webLink: `https://outlook.office365.com/owa/?ItemID=${encodeURIComponent(id)}&exvsurl=1&viewmodel=ReadMessageItem`,
    inferenceClassification: content.inferenceClassification ?? 'focused',
    body: content.body,
    sender: recipient(content.from),
    from: recipient(content.from),
    toRecipients: content.toRecipients.map(recipient),
    ccRecipients: content.ccRecipients.map(recipient),
    bccRecipients: content.bccRecipients.map(recipient),
    replyTo: content.replyTo.map(recipient),
    flag: content.flag ?? { flagStatus: 'notFlagged' },
  };
}

function recipient(emailAddress: EmailAddress): object {
  return { emailAddress };
}

function toSeconds(at: string): string {
  return `${at.slice(0, 19)}Z`;
}
