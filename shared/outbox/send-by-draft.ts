/**
 * Sends a message that does not fit into one request: as a draft that is made, filled with files, and sent once.
 *
 * The row says at each moment what may be in the mailbox: that a draft may be there, its id, and, before Graph is asked to send it, that
 * it may have been sent. Until then nothing was sent for certain. It is asked once to send; where the answer is lost, it only looks.
 * What fails deletes the draft; one that cannot be deleted stays in the row, for whoever looks at the message next.
 */
import { ConnectorError } from '../errors.ts';
import type { Unclear } from '../graph/create-draft.ts';
import type { GraphDrafts } from '../graph/graph-drafts.ts';
import type { LoadGraphDrafts } from '../graph/load-graph-drafts.ts';
import { DRAFT_ATTEMPT_SECONDS, DRAFT_CALLER_SECONDS, DRAFT_SETTLE_SECONDS } from '../waiting-limits.ts';
import type { GraphOutcome } from './ask-graph.ts';
import type { AskWithToken } from './ask-with-token.ts';
import type { ClearDraft } from './clear-draft.ts';
import type { MessageContent } from './message-content.ts';
import type { MessageFiles } from './message-files.ts';
import { PLANNED_DRAFT } from './message-state.ts';
import type { MessageDraft, MessageStore, VersionedMessage } from './message.ts';
import { createOpenAttachments } from './open-attachments.ts';
import type { SenderToken } from './sender-tokens.ts';
import type { TenantRules } from './tenant-rules.ts';

export interface SendByDraftDependencies<Token extends SenderToken> {
  messages: Pick<MessageStore, 'replace'>;
  files: Pick<MessageFiles, 'open'>;
  loadDrafts: LoadGraphDrafts;
  askWithToken: AskWithToken<Token>;
  clearDraft: ClearDraft<Token>;
  rules: Pick<TenantRules, 'requireActive'>;
}

export interface SentByDraft {
  /** As its row is now, with the draft that is left, if any. */
  message: VersionedMessage;
  outcome: GraphOutcome;
}

/** Never throws a ConnectorError. */
export type SendByDraft<Token extends SenderToken> = (
  message: VersionedMessage,
  token: Token,
  content: MessageContent,
) => Promise<SentByDraft>;

/** One attempt, as it is now. */
interface Attempt<Token> {
  message: VersionedMessage;
  token: Token;
}

export function createSendByDraft<Token extends SenderToken>(
  dependencies: SendByDraftDependencies<Token>,
): SendByDraft<Token> {
  const { messages, loadDrafts, askWithToken, clearDraft, rules } = dependencies;
  const openAttachments = createOpenAttachments(dependencies.files);

  /** @throws ConnectorError as the store; then the row may have it all the same */
  async function note(attempt: Attempt<Token>, draft: MessageDraft): Promise<void> {
    const noted = { ...attempt.message, draft };
    attempt.message = noted;
    attempt.message = await messages.replace(noted, noted);
  }

  /** The draft with all its files, or why there is none. @throws ConnectorError as the files and the store */
  async function prepare(attempt: Attempt<Token>, drafts: GraphDrafts, content: MessageContent) {
    const messageId = attempt.message.id;
    const until = endOfFiles(attempt.message);
    const taken = await openAttachments(messageId, content);
    const request = { messageId, ...taken, traceparent: content.traceparent };
    const onCreated = (id: string) => note(attempt, { id, state: 'open' });
    const { outcome } = await askWithToken(attempt.token, async (token) => {
      const isClear = token === attempt.token || (await beginAgain(attempt, token));
      if (!isClear) return { kind: 'refused' as const, code: 'graph_unavailable' as const };
      return drafts.prepareDraft(token.accessToken, request, { onCreated, until });
    });
    return { outcome, message: taken.message };
  }

  /** A token that was refused in the middle may have left a draft that is not finished. False where it cannot be deleted now. */
  async function beginAgain(attempt: Attempt<Token>, token: Token): Promise<boolean> {
    attempt.token = token;
    if (attempt.message.draft?.id === undefined) return true;
    await leave(attempt);
    if (attempt.message.draft) return false;
    await note(attempt, PLANNED_DRAFT);
    return true;
  }

  /** Deletes the draft; afterwards the message has one that is left, or none. */
  async function leave(attempt: Attempt<Token>): Promise<void> {
    const { message, token } = attempt;
    const { draft, ...rest } = message;
    if (!draft) return;
    const isGone = (await clearDraft(message, token)) === 'gone';
    // Graph's index may not know yet of one whose id nobody knows.
    const isSure = isGone && draft.id !== undefined;
    attempt.message = isSure ? rest : { ...rest, draft: { ...draft, state: 'open' } };
  }

  async function send(attempt: Attempt<Token>, drafts: GraphDrafts, content: MessageContent): Promise<GraphOutcome> {
    const { outcome, message } = await prepare(attempt, drafts, content);
    if (outcome.kind === 'unclear') return refuseUnclear(outcome);
    if (outcome.kind !== 'prepared') {
      // Refused before there was one.
      if (attempt.message.draft?.id === undefined) attempt.message = withoutDraft(attempt.message);
      return outcome;
    }
    const { draftId } = outcome;
    // Files may have taken minutes.
    await rules.requireActive(attempt.message.hostTenantId);
    await note(attempt, { id: draftId, state: 'sending' });
    const sent = await askWithToken(attempt.token, ({ accessToken }) =>
      drafts.sendDraft(accessToken, { draftId, message, traceparent: content.traceparent }),
    );
    attempt.token = sent.token;
    if (sent.outcome.kind !== 'unknown') return sent.outcome;
    const look = await drafts.lookAtDraft(attempt.token.accessToken, draftId);
    return look.kind === 'sent' ? { kind: 'sent', ...identify(sent.outcome) } : sent.outcome;
  }

  return async (message, token, content) => {
    const attempt = { message, token };
    const drafts = await loadDrafts();
    const outcome = await send(attempt, drafts, content).catch((error: unknown): GraphOutcome => {
      if (error instanceof ConnectorError) return { kind: 'refused', code: error.code };
      throw error;
    });
    if (outcome.kind === 'sent') attempt.message = withoutDraft(attempt.message);
    if (outcome.kind === 'refused') await leave(attempt);
    return { message: attempt.message, outcome };
  };
}

/** Nothing was sent. Another attempt must find by its marker what this one may have made. */
function refuseUnclear(unclear: Unclear): GraphOutcome {
  const retryAfterSeconds = Math.max(unclear.retryAfterSeconds ?? 0, DRAFT_SETTLE_SECONDS);
  return { ...unclear, kind: 'refused', code: 'graph_unavailable', retryAfterSeconds };
}

/** Counted from when it was taken on, so that a process that has stood still makes no draft of which its row knows nothing. */
function endOfFiles({ named, updatedAt }: VersionedMessage): Date {
  const seconds = named === undefined ? DRAFT_CALLER_SECONDS : DRAFT_ATTEMPT_SECONDS;
  return new Date(updatedAt.getTime() + seconds * 1000);
}

function withoutDraft({ draft: _draft, ...message }: VersionedMessage): VersionedMessage {
  return message;
}

function identify({ requestId }: { requestId?: string }): { requestId?: string } {
  return requestId === undefined ? {} : { requestId };
}
