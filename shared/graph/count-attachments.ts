/**
 * Counts the attachments of a draft, inline ones included: whether one whose answer was lost has arrived.
 *
 * Source: Graph v1.0 message-list-attachments.
 */
import { ATTACHMENTS_MAX } from '../limits.ts';
import type { DraftAttempt, DraftFailure, DraftParts } from './draft-parts.ts';
import { draftHeaders, draftPath, readObject } from './draft-requests.ts';
import { repeatRequest } from './repeat-request.ts';

export type CountOutcome = { kind: 'counted'; count: number } | DraftFailure;

/** More than ATTACHMENTS_MAX are counted as one more. */
export function countAttachments(
  parts: DraftParts,
  { accessToken, draftId, patience }: DraftAttempt,
): Promise<CountOutcome> {
  const path = `${draftPath(draftId)}/attachments?$select=id&$top=${ATTACHMENTS_MAX + 1}`;
  return repeatRequest<{ kind: 'counted'; count: number }>(parts, patience, {
    ask: (timeoutMilliseconds) => parts.callGraph(accessToken, { path, headers: draftHeaders(), timeoutMilliseconds }),
    accept({ status, body }) {
      const { value } = status === 200 ? readObject(body) : {};
      return Array.isArray(value) ? { kind: 'counted', count: value.length } : undefined;
    },
  });
}
