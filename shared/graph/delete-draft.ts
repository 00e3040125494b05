/**
 * Deletes a draft that is not sent. It looks first, because a message keeps its id when it is sent, and what was sent must stay; while
 * Exchange may be sending it (look-at-draft.ts), it must not be called. The person finds the draft in Deleted Items: a mistake of ours
 * destroys nothing.
 *
 * Source: Graph v1.0 message-delete.
 */
import type { DraftFailure, DraftParts } from './draft-parts.ts';
import { draftHeaders, draftPath } from './draft-requests.ts';
import { lookAtDraft } from './look-at-draft.ts';
import { isAnswer } from './reply.ts';

/** `deleted`: there is no such draft any more; `sent`: it was sent, and nothing was done. */
export type DeleteOutcome = { kind: 'deleted' } | { kind: 'sent' } | DraftFailure;

/** Never throws a fault of the network. */
export async function deleteDraft(parts: DraftParts, accessToken: string, draftId: string): Promise<DeleteOutcome> {
  const look = await lookAtDraft(parts, accessToken, draftId);
  if (look.kind === 'unclear') return { ...look, kind: 'refused' };
  if (look.kind === 'gone') return { kind: 'deleted' };
  if (look.kind !== 'draft') return look;
  const call = { path: draftPath(draftId), method: 'DELETE', headers: draftHeaders() } as const;
  const reply = await parts.callGraph(accessToken, call);
  if (isAnswer(reply) && reply.status === 204) return { kind: 'deleted' };
  const failure = parts.judgeRefusal(reply, { now: parts.now(), missing: 'draft_changed' });
  const isGone =
    failure.kind === 'refused' && failure.code === 'draft_changed' && isAnswer(reply) && reply.status === 404;
  return isGone ? { kind: 'deleted' } : failure;
}
