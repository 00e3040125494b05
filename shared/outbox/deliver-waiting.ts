/**
 * Delivers a message that waits, by its id: what the queue trigger does, and what the sweep looks at.
 *
 * The row decides, not who asks: only a message that is due, has not expired, and still leads to the account that it is bound to is
 * taken on, by its ETag, after a permit of its mailbox. Token and content are there before it is `sending`, so that nothing fails then
 * but Graph.
 */
import { randomUUID } from 'node:crypto';
import { ConnectorError, hasCode } from '../errors.ts';
import { CONTENT_HELD_MAX_BYTES, DEFERRALS_MAX, QUEUE_EARLY_MAX_SECONDS } from '../waiting-limits.ts';
import { bindTo } from './binding.ts';
import type { ClearDraft } from './clear-draft.ts';
import type { Deliver } from './deliver.ts';
import { createExplainRefusal } from './explain-refusal.ts';
import { createHoldContent, type HoldContent } from './hold-content.ts';
import { createKeepToRecipients } from './keep-to-recipients.ts';
import { createKeepWaiting, type KeepWaitingDependencies } from './keep-waiting.ts';
import type { MailboxPermits, Permit } from './mailbox-permits.ts';
import type { MessageContent, MessageContents } from './message-content.ts';
import { PLANNED_DRAFT, takeMessage } from './message-state.ts';
import type { Message, MessageStore, VersionedMessage } from './message.ts';
import { needsDraft } from './needs-draft.ts';
import { createReadBound } from './read-bound.ts';
import type { SenderToken, SenderTokens } from './sender-tokens.ts';
import type { TenantRules } from './tenant-rules.ts';
import { enqueue } from './waiting.ts';

/** The message as it is now, and when it was due; `unknown` for an id without a message; undefined where there was nothing to do. */
export type DeliveredWaiting = { message: Message; wasDueAt?: Date } | 'unknown' | undefined;

export interface DeliverWaiting {
  /** Of a queue item. Throws what storage throws, so that the item comes again. */
  byId(id: string): Promise<DeliveredWaiting>;
  /** Looks whether a held message may leave now, and queues it then; sends nothing. Throws as `byId`. */
  look(message: VersionedMessage): Promise<DeliveredWaiting>;
}

export interface DeliverWaitingDependencies<Token extends SenderToken> extends KeepWaitingDependencies {
  senderTokens: Pick<SenderTokens<Token>, 'read' | 'bind'>;
  messages: Pick<MessageStore, 'read' | 'replace'>;
  contents: Pick<MessageContents, 'open'>;
  permits: Pick<MailboxPermits, 'take' | 'release'>;
  deliver: Deliver<Token>;
  clearDraft: ClearDraft<Token>;
  rules: Pick<TenantRules, 'requireActive' | 'readRecipientRule'>;
  holdContent?: HoldContent;
}

interface Ready<Token> {
  content: MessageContent;
  token: Token;
}

export function createDeliverWaiting<Token extends SenderToken>(
  dependencies: DeliverWaitingDependencies<Token>,
): DeliverWaiting {
  const { senderTokens, messages, contents, permits, rules, deliver, queue, now } = dependencies;
  const { holdContent = createHoldContent() } = dependencies;
  const keepWaiting = createKeepWaiting(dependencies);
  const { require: requireRecipients } = createKeepToRecipients(rules);
  const readBound = createReadBound(senderTokens);
  const explainRefusal = createExplainRefusal(senderTokens);

  async function read(message: VersionedMessage): Promise<Ready<Token>> {
    await rules.requireActive(message.hostTenantId);
    const content = await contents.open(message);
    await requireRecipients(message.hostTenantId, content);
    return { content, token: await readBound(message, content) };
  }

  /** Whatever can be known before it is taken on; what stands in the way is written. */
  async function prepare(message: VersionedMessage): Promise<{ ready: Ready<Token> } | { stopped: Message }> {
    if (message.expiresAt <= now()) return { stopped: await keepWaiting.expire(message) };
    try {
      return { ready: await read(message) };
    } catch (error) {
      if (!(error instanceof ConnectorError) || isStorage(error)) throw error;
      if (error.code === 'tenant_paused') return { stopped: await keepWaiting.pause(message) };
      const { hostTenantId, sender } = message;
      const reason = sender ? await explainRefusal(error, hostTenantId, sender.hostObjectId) : error;
      return { stopped: await keepWaiting.refuse(message, reason) };
    }
  }

  async function send(message: VersionedMessage, permit: Permit, { token, content }: Ready<Token>): Promise<Message> {
    try {
      const draft = message.draft ?? (needsDraft(content) ? PLANNED_DRAFT : undefined);
      const taken = takeMessage(bindTo(message, token.grant), randomUUID(), now(), draft);
      const sending = await messages.replace(message, taken);
      const cleared = message.draft ? await clearEarlier(dependencies, sending, token) : sending;
      if (!cleared) return await keepWaiting.refuse(sending, new ConnectorError('graph_unavailable'));
      return (await deliver(cleared, token, content)).message;
    } finally {
      await permits.release(permit).catch(ignoreKnown);
    }
  }

  async function tryMessage(message: VersionedMessage): Promise<Message> {
    const prepared = await prepare(message);
    if ('stopped' in prepared) return prepared.stopped;
    const { sender } = prepared.ready.token.grant;
    const { id, contentBytes: bytes = 0, deferrals = 0 } = message;
    const taken = await permits.take(sender, { id, bytes, isForced: deferrals >= DEFERRALS_MAX });
    if ('retryAt' in taken) return keepWaiting.defer(message, taken.retryAt);
    return send(message, taken.permit, prepared.ready);
  }

  async function look(message: VersionedMessage): Promise<Message> {
    const prepared = await prepare(message);
    return 'stopped' in prepared ? prepared.stopped : keepWaiting.requeue(message, prepared.ready.token.grant);
  }

  return {
    look: (message) => orNothing(look(message)),
    async byId(id) {
      const message = await messages.read(id);
      if (!message) return 'unknown';
      if (message.status !== 'queued') return undefined;
      const early = (message.nextAt ?? now()).getTime() - now().getTime();
      if (early <= 0)
        return orNothing(
          holdContent(Math.min(message.contentBytes ?? 0, CONTENT_HELD_MAX_BYTES), () => tryMessage(message)),
          message.nextAt,
        );
      // Clocks differ a little. What comes much too early is of before the message was put off, and has a successor.
      if (early <= QUEUE_EARLY_MAX_SECONDS * 1000) await enqueue(queue, message, now());
      return undefined;
    },
  };
}

/**
 * What an earlier attempt left goes, so that no message has two drafts that may be sent; only by whoever has taken the message on, since
 * anybody else might delete the draft of the one who has. Undefined where it cannot be deleted now.
 */
async function clearEarlier<Token extends SenderToken>(
  { messages, clearDraft }: Pick<DeliverWaitingDependencies<Token>, 'messages' | 'clearDraft'>,
  sending: VersionedMessage,
  token: Token,
): Promise<VersionedMessage | undefined> {
  if ((await clearDraft(sending, token)) !== 'gone') return undefined;
  if (sending.draft?.id === undefined) return sending;
  const planned = { ...sending, draft: PLANNED_DRAFT };
  return messages.replace(planned, planned);
}

/** Another worker, the sweep or a caller was first: the row says the rest. */
async function orNothing(work: Promise<Message>, wasDueAt?: Date): Promise<DeliveredWaiting> {
  try {
    return { message: await work, ...(wasDueAt && { wasDueAt }) };
  } catch (error) {
    if (!hasCode(error, 'conflict')) throw error;
    return undefined;
  }
}

function isStorage(error: ConnectorError): boolean {
  return hasCode(error, 'storage_unavailable', 'storage_access_refused');
}

function ignoreKnown(error: unknown): void {
  if (!(error instanceof ConnectorError)) throw error;
}
