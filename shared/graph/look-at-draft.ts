/**
 * Looks what has become of a draft, by the id that it keeps when it is sent.
 *
 * A message is no draft any more once Exchange has sent it, wherever the person keeps it then. For some time after Exchange has taken
 * it, it may still look like a draft, or not be found, so neither says that it is not on its way. Only Graph's own word counts as gone.
 * Source: Graph v1.0 message-get.
 */
import type { DraftParts } from './draft-parts.ts';
import { draftHeaders, draftPath, readObject } from './draft-requests.ts';
import type { Refused, Unauthorized } from './judge-refusal.ts';
import { isAnswer } from './reply.ts';

export type LookOutcome =
  | { kind: 'draft' }
  | { kind: 'sent' }
  | { kind: 'gone' }
  | Unauthorized
  | ({ kind: 'unclear' } & Omit<Refused, 'kind'>);

/** Never throws a fault of the network. */
export async function lookAtDraft(
  { callGraph, judgeRefusal, now }: DraftParts,
  accessToken: string,
  draftId: string,
): Promise<LookOutcome> {
  const call = { path: `${draftPath(draftId)}?$select=isDraft`, headers: draftHeaders() };
  const reply = await callGraph(accessToken, call);
  if (isAnswer(reply) && reply.status === 200) {
    const { isDraft } = readObject(reply.body);
    if (typeof isDraft === 'boolean') return { kind: isDraft ? 'draft' : 'sent' };
  }
  const failure = judgeRefusal(reply, { now: now() });
  if (failure.kind === 'unauthorized') return failure;
  const isGone = isAnswer(reply) && reply.status === 404 && failure.graphCode?.toLowerCase() === 'erroritemnotfound';
  return isGone && failure.code === 'draft_changed' ? { kind: 'gone' } : { ...failure, kind: 'unclear' };
}
