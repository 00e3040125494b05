/**
 * Builds the message for Graph from a checked one: one form for everything that means the same.
 *
 * Nulls, empty lists and empty optional texts are left out (Graph refuses an empty internetMessageHeaders), repeated
 * recipients are sent once, `from` and `sender` are dropped because Graph fills them in. Its JSON is never longer than that
 * of the given message. Pure; it checks nothing.
 */
import type { GraphFileAttachment, GraphMessage, GraphRecipient } from '../graph/graph-message.ts';
import { removeRepeated } from './remove-repeated.ts';
import type { SubmissionBody } from './submission-schema.ts';

type GivenMessage = SubmissionBody['message'];
type GivenRecipients = GivenMessage['toRecipients'];

/** The message as it is sent and compared. */
export function normaliseMessage(given: GivenMessage): GraphMessage {
  return withoutAbsent<GraphMessage>({
    subject: given.subject,
    body: normaliseBody(given.body),
    toRecipients: normaliseRecipients(given.toRecipients),
    ccRecipients: normaliseRecipients(given.ccRecipients),
    bccRecipients: normaliseRecipients(given.bccRecipients),
    replyTo: normaliseRecipients(given.replyTo),
    importance: given.importance?.toLowerCase(),
    internetMessageHeaders: given.internetMessageHeaders?.length
      ? given.internetMessageHeaders.map(({ name, value }) => ({ name, value }))
      : undefined,
    attachments: given.attachments?.length ? given.attachments.map(normaliseAttachment) : undefined,
  });
}

function normaliseBody(body: GivenMessage['body']): GraphMessage['body'] {
  if (!body) return undefined;
  const contentType = body.contentType && (body.contentType.toLowerCase() === 'html' ? 'HTML' : 'Text');
  return withoutAbsent<NonNullable<GraphMessage['body']>>({ contentType, content: body.content });
}

function normaliseRecipients(given: GivenRecipients): GraphRecipient[] | undefined {
  if (!given?.length) return undefined;
  return removeRepeated(
    given.map(({ emailAddress: { address, name } }) => ({ emailAddress: name ? { address, name } : { address } })),
  );
}

function normaliseAttachment(given: NonNullable<GivenMessage['attachments']>[number]): GraphFileAttachment {
  return withoutAbsent<GraphFileAttachment>({
    '@odata.type': given['@odata.type'],
    name: given.name,
    contentType: given.contentType || undefined,
    contentBytes: given.contentBytes,
    isInline: given.isInline,
    contentId: given.contentId || undefined,
  });
}

/** The object without its properties that are null or undefined. */
function withoutAbsent<Result extends object>(object: { [Key in keyof Result]: unknown }): Result {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined && value !== null),
  ) as Result;
}
