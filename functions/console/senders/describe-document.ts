/**
 * A mailbox that a document names, in the words of the console for people. Pure.
 */
import type { SenderDocument } from '../../../shared/grants/sender-schema.ts';
import { judgeState, whoActs } from '../../../shared/guests/guest-state.ts';
import type { PersonStatus } from '../../../shared/pages/console/people/person-status.ts';

export function describeDocument(document: SenderDocument): PersonStatus {
  const { id, mailbox, homeTenantId, status, connectedAt, problem } = document;
  const code = problem?.code;
  const state = judgeState({ status, ...(code && { problemCode: code }) });
  const who = whoActs(state, code);
  return {
    hostObjectId: id,
    address: mailbox,
    homeTenantId,
    state,
    since: new Date(connectedAt),
    ...(code && { problem: { code, upstreamCode: problem?.upstreamCode } }),
    ...(who && { who }),
  };
}
