/**
 * Delivers a message whose row says `sending`: asks Graph once, by a draft where the row has one, writes what it answered, and passes on what that says of the mailbox.
 *
 * Only Graph's 202 is success. What it asked for, to leave the mailbox alone for a while, holds for every other message of it, too.
 */
import { ConnectorError } from '../errors.ts';
import { createAskGraph, type AskGraphDependencies, type GraphOutcome } from './ask-graph.ts';
import type { MailboxPermits } from './mailbox-permits.ts';
import type { MessageContent } from './message-content.ts';
import type { MessageFiles } from './message-files.ts';
import type { Message, VersionedMessage } from './message.ts';
import { addReplies } from './recipient-replies.ts';
import { createRecordOutcome, type Later, type RecordOutcomeDependencies } from './record-outcome.ts';
import type { SendByDraft } from './send-by-draft.ts';
import type { SenderToken, SenderTokens } from './sender-tokens.ts';

export interface DeliverDependencies<Token extends SenderToken>
  extends AskGraphDependencies<Token>, RecordOutcomeDependencies {
  senderTokens: Pick<SenderTokens<Token>, 'noteMailbox'>;
  sendByDraft: SendByDraft<Token>;
  files: Pick<MessageFiles, 'drop'>;
  permits: Pick<MailboxPermits, 'pause'>;
}

export interface Delivered {
  message: Message;
  /** Addresses of the message that were refused; stored nowhere. */
  refusedRecipients?: readonly string[];
}

/** Resolves to the message in its state, whatever Graph, Entra or storage say. `later` as RecordOutcome. */
export type Deliver<Token extends SenderToken> = (
  message: VersionedMessage,
  token: Token,
  content: MessageContent,
  later?: () => Later,
) => Promise<Delivered>;

export function createDeliver<Token extends SenderToken>(dependencies: DeliverDependencies<Token>): Deliver<Token> {
  const { senderTokens, sendByDraft, files, permits, now } = dependencies;
  const askGraph = createAskGraph(dependencies);
  const recordOutcome = createRecordOutcome(dependencies);

  async function obey(token: Token, outcome: GraphOutcome): Promise<void> {
    const seconds = pauseOf(outcome);
    if (!seconds) return;
    await permits.pause(token.grant.sender, new Date(now().getTime() + seconds * 1000)).catch((error: unknown) => {
      if (!(error instanceof ConnectorError)) throw error;
    });
  }

  return async (given, token, content, later) => {
    const { message, outcome } = given.draft
      ? await sendByDraft(given, token, content)
      : { message: given, outcome: await askGraph(token, content, given) };
    const result = await recordOutcome(withReplies(message, content, outcome), outcome, later);
    await obey(token, outcome);
    if (result.status === 'sent' && content.files)
      await files.drop(
        content.files.map(({ id }) => id),
        message.id,
      );
    if (outcome.kind === 'refused') await senderTokens.noteMailbox(token, outcome);
    if (outcome.kind === 'sent') await senderTokens.noteMailbox(token);
    const refusedRecipients = listRefused(outcome);
    return { message: result, ...(refusedRecipients && { refusedRecipients }) };
  };
}

/** With what the outcome says of single recipients. */
function withReplies(message: VersionedMessage, { body }: MessageContent, outcome: GraphOutcome): VersionedMessage {
  const { recipients: earlier, ...rest } = message;
  if (!earlier && (outcome.kind === 'unknown' || !outcome.recipients)) return message;
  const recipients = addReplies(body, earlier, outcome);
  return { ...rest, ...(recipients && { recipients }) };
}

/** A provider that takes a message for some recipients names the others. */
function listRefused(outcome: GraphOutcome): readonly string[] | undefined {
  if (outcome.kind === 'unknown') return undefined;
  const named = outcome.recipients?.map(({ address }) => address);
  return outcome.kind === 'refused' ? (outcome.refusedRecipients ?? named) : named;
}

/** What 429 and 503 ask for; beside any other answer `Retry-After` means nothing. */
function pauseOf(outcome: GraphOutcome): number | undefined {
  if (outcome.kind === 'refused') return outcome.code === 'mailbox_throttled' ? outcome.retryAfterSeconds : undefined;
  return outcome.kind === 'unknown' && outcome.reason === 'status 503' ? outcome.retryAfterSeconds : undefined;
}
