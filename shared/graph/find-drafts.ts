/**
 * Finds the drafts of one message by their marker, in the folder Drafts, where what was sent or deleted is not.
 *
 * A draft that was just created may take a moment to be found. One page is read; whatever it leaves out is found the next time.
 * Source: Graph v1.0 singlevaluelegacyextendedproperty-get.
 */
import { DRAFTS_FOUND_MAX } from '../draft-limits.ts';
import type { DraftFailure, DraftParts } from './draft-parts.ts';
import { draftHeaders, isDraftId, readObject } from './draft-requests.ts';
import { MESSAGE_MARKER } from './message-marker.ts';
import { isAnswer } from './reply.ts';

export type FindOutcome = { kind: 'found'; draftIds: string[] } | DraftFailure;

/** Never throws a fault of the network. */
export async function findDrafts(
  { callGraph, judgeRefusal, now }: DraftParts,
  accessToken: string,
  messageId: string,
): Promise<FindOutcome> {
  const value = messageId.replaceAll("'", "''");
  const marked = `singleValueExtendedProperties/Any(ep: ep/id eq '${MESSAGE_MARKER}' and ep/value eq '${value}')`;
  const query = `$filter=${encodeURIComponent(marked)}&$select=id,isDraft&$top=${DRAFTS_FOUND_MAX}`;
  const call = { path: `/me/mailFolders/drafts/messages?${query}`, headers: draftHeaders() };
  const reply = await callGraph(accessToken, call);
  const { value: listed } = isAnswer(reply) && reply.status === 200 ? readObject(reply.body) : {};
  if (!Array.isArray(listed)) return judgeRefusal(reply, { now: now() });
  const drafts = listed.slice(0, DRAFTS_FOUND_MAX) as (Listed | null)[];
  return {
    kind: 'found',
    draftIds: drafts.flatMap((one) => (one?.isDraft === true && isDraftId(one.id) ? [one.id] : [])),
  };
}

interface Listed {
  id?: unknown;
  isDraft?: unknown;
}
