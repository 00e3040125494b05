/**
 * Messages that are too large for one request, through Graph: as a draft, to which files are added and which is then sent.
 *
 * It repeats nothing around the request that sends, follows no redirect, and keeps nothing. In the built app it is a file of its own
 * (load-graph-drafts.ts).
 */
import { deleteDraft, type DeleteOutcome } from './delete-draft.ts';
import type { DraftParts } from './draft-parts.ts';
import { findDrafts, type FindOutcome } from './find-drafts.ts';
import type { SendOutcome } from './judge-send.ts';
import { lookAtDraft, type LookOutcome } from './look-at-draft.ts';
import { prepareDraft, type PrepareOutcome, type PrepareRequest, type PrepareSteps } from './prepare-draft.ts';
import { sendDraft, type SendDraftRequest } from './send-draft.ts';

/** None throws a fault of the network. */
export interface GraphDrafts {
  /** @throws what a file or `onCreated` throws */
  prepareDraft(accessToken: string, request: PrepareRequest, steps: PrepareSteps): Promise<PrepareOutcome>;
  /** To be called once for a message. */
  sendDraft(accessToken: string, request: SendDraftRequest): Promise<SendOutcome>;
  lookAtDraft(accessToken: string, draftId: string): Promise<LookOutcome>;
  findDrafts(accessToken: string, messageId: string): Promise<FindOutcome>;
  /** Leaves what was sent. */
  deleteDraft(accessToken: string, draftId: string): Promise<DeleteOutcome>;
}

export function createGraphDrafts(parts: DraftParts): GraphDrafts {
  return {
    prepareDraft: (accessToken, request, steps) => prepareDraft(parts, accessToken, request, steps),
    sendDraft: (accessToken, request) => sendDraft(parts, accessToken, request),
    lookAtDraft: (accessToken, draftId) => lookAtDraft(parts, accessToken, draftId),
    findDrafts: (accessToken, messageId) => findDrafts(parts, accessToken, messageId),
    deleteDraft: (accessToken, draftId) => deleteDraft(parts, accessToken, draftId),
  };
}
