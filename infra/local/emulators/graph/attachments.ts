/**
 * `POST …/messages/{id}/attachments` and `GET` of them: files below 3 MB, and what a message has.
 *
 * A larger file does not fit into the 4 MB of a request. The bytes themselves are not given back, since they are not kept.
 * Source: learn.microsoft.com/graph/api/message-post-attachments.
 */
import type { EmulatedAnswer } from '../kit/emulator.ts';
import { addContext } from './add-context.ts';
import type { DraftAttachment, StoredDraft } from './drafts.ts';
import { enterMailbox } from './enter-mailbox.ts';
import { findDraft, findItem } from './find-item.ts';
import { createImmutableId } from './item-id.ts';
import { READ_SCOPES, WRITE_SCOPES, type MailCall } from './mail-call.ts';
import { measureContent } from './message-content.ts';
import { parseFileAttachment } from './message-type.ts';
import { readAttachment, type AcceptedAttachment } from './read-attachment.ts';
import { readJsonBody } from './read-body.ts';
import type { GraphState } from './state.ts';

/** Answers 201 with the attachment. */
export async function postAttachment(state: GraphState, call: MailCall, id: string): Promise<EmulatedAnswer> {
  const { account, request } = call;
  return enterMailbox(state, { account, scopes: WRITE_SCOPES }, () => {
    const file = readAttachment(parseFileAttachment(readJsonBody(request)));
    const draft = findDraft(state, call, id);
    const added = addAttachment(state, draft, file);
    const path = `messages('${encodeURIComponent(id)}')/attachments/$entity`;
    return { status: 201, body: addContext(call, path, build(added)) };
  });
}

/** Answers 200 with all of them, in the order in which they were added. */
export async function listAttachments(state: GraphState, call: MailCall, id: string): Promise<EmulatedAnswer> {
  return enterMailbox(state, { account: call.account, scopes: READ_SCOPES }, () => {
    const { attachments } = findItem(state, call, id).content;
    const value = attachments.map((one) => build({ id: '', addedAt: '', ...one }));
    return { status: 200, body: addContext(call, `messages('${encodeURIComponent(id)}')/attachments`, { value }) };
  });
}

/** Adds a file to a draft; throws 413 `ErrorMessageSizeExceeded`. */
export function addAttachment(
  { sizeLimits, now }: Pick<GraphState, 'sizeLimits' | 'now'>,
  { mailbox, content }: StoredDraft,
  file: AcceptedAttachment,
): DraftAttachment {
  sizeLimits.check(mailbox, measureContent(content) + file.size);
  const added = { id: createImmutableId(), addedAt: now().toISOString(), ...file };
  content.attachments.push(added);
  return added;
}

function build({ id, addedAt, name, contentType, size, isInline, contentId }: DraftAttachment): object {
  return {
    '@odata.type': '#microsoft.graph.fileAttachment',
    '@odata.mediaContentType': contentType,
    id,
    lastModifiedDateTime: `${addedAt.slice(0, 19)}Z`,
    name,
    contentType,
    size,
    isInline,
    contentId: contentId ?? null,
    contentLocation: null,
  };
}
