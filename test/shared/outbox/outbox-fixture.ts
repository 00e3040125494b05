/** The outbox on memory, with a Graph and tokens that answer what a test tells them. */
import type { MessageLimits } from '../../../shared/submission/check-size.ts';
import type { Caller } from '../../../shared/callers/caller.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import type { ErrorCode } from '../../../shared/outcomes.ts';
import type { SendOutcome } from '../../../shared/graph/send-mail.ts';
import { createAccept } from '../../../shared/outbox/accept.ts';
import { createAskWithToken } from '../../../shared/outbox/ask-with-token.ts';
import { createAttachFiles } from '../../../shared/outbox/attach-files.ts';
import { createAuthenticMessages } from '../../../shared/outbox/authentic-messages.ts';
import { createClearDraft } from '../../../shared/outbox/clear-draft.ts';
import { createDeliver } from '../../../shared/outbox/deliver.ts';
import { createDeliverWaiting } from '../../../shared/outbox/deliver-waiting.ts';
import { createExpiredMessages } from '../../../shared/outbox/expired-messages.ts';
import { createMessageContents } from '../../../shared/outbox/message-content.ts';
import type { MessageStore } from '../../../shared/outbox/message.ts';
import type { MailboxPermits } from '../../../shared/outbox/mailbox-permits.ts';
import { createRelease } from '../../../shared/outbox/release.ts';
import { createSendByDraft } from '../../../shared/outbox/send-by-draft.ts';
import type { Binding, ReadOptions, SenderToken } from '../../../shared/outbox/sender-tokens.ts';
import { createSettleDraft } from '../../../shared/outbox/settle-draft.ts';
import { createSettledMessages } from '../../../shared/outbox/settled-messages.ts';
import { createSubmit } from '../../../shared/outbox/submit.ts';
import { createSweepMessages } from '../../../shared/outbox/sweep-messages.ts';
import type { RecipientRule } from '../../../shared/submission/restrict-recipients.ts';
import { createMemoryContentBlobs } from '../../fakes/memory-content-blobs.ts';
import { createMemoryDeliveryQueue } from '../../fakes/memory-delivery-queue.ts';
import { createMemoryDrafts } from '../../fakes/memory-drafts.ts';
import { createMemoryHeldHints } from '../../fakes/memory-held-hints.ts';
import { createMemoryMessageFiles } from '../../fakes/memory-message-files.ts';
import { createMemoryMessageStore } from '../../fakes/memory-message-store.ts';
import { createVaultFixture, ann } from '../vault/vault-fixture.ts';
import { parse, validBody } from '../submission/submission-sample.ts';

export const hostTenantId = ann.hostTenantId;
export const caller: Caller = { hostTenantId, clientId: '0000ca11-0000-4000-8000-000000000001', rights: ['send'] };
export const otherCaller: Caller = { ...caller, clientId: '0000ca11-0000-4000-8000-000000000002' };
export const account = {
  homeTenantId: 'fab21ca3-0000-4000-8000-000000000002',
  homeObjectId: '00000a0e-0000-4000-8000-000000000001',
};
export const token: SenderToken = {
  grant: { sender: ann, ...account },
  mayMakeDrafts: true,
  mailbox: 'ann@fabrikam.com',
  names: ['ann@fabrikam.com', 'ann.miller@fabrikam.com'],
  accessToken: 'token 1',
  contested: [],
  isMailboxUnclear: false,
};

/** `change` wraps the store, for faults between the outbox and its rows. */
export function createOutboxFixture(change: (store: MessageStore) => Partial<MessageStore> = () => ({})) {
  const { vault, clock } = createVaultFixture();
  const { now } = clock;
  const raw = createMemoryMessageStore({ now });
  const store = { ...raw, ...change(raw) };
  const settled = createSettledMessages(createAuthenticMessages({ store, vault }), { historyDays: 30, now });
  const blobs = createMemoryContentBlobs();
  const queue = createMemoryDeliveryQueue({ now });
  const hints = createMemoryHeldHints();
  const messages = { ...settled, ...createExpiredMessages({ messages: settled, hints, historyDays: 30, now }) };
  const contents = createMessageContents({ store, blobs, vault });
  const events: string[] = [];
  const graph = {
    outcomes: [] as (SendOutcome | (() => Promise<SendOutcome>))[],
    /** Every body; of a MIME message that. */
    bodies: [] as string[],
    async sendMail(accessToken: string, body: string, _traceparent?: string, mime?: string): Promise<SendOutcome> {
      events.push(`send with ${accessToken}`);
      graph.bodies.push(mime ?? body);
      const next = graph.outcomes.shift() ?? { kind: 'sent', requestId: 'graph-1' };
      return typeof next === 'function' ? next() : next;
    },
  };
  const senderTokens = {
    bind: async (_tenant: string, _reference: string, _from?: string, _messageId?: string): Promise<Binding> => ({
      sender: ann,
      account,
      isConnected: true,
    }),
    read: async (_tenant: string, _reference: string, _from?: string, _options?: ReadOptions): Promise<SenderToken> =>
      token,
    async renew(_token: SenderToken, claims?: string): Promise<SenderToken> {
      events.push(`renew ${claims ?? ''}`.trim());
      return { ...token, accessToken: 'token 2' };
    },
    /** What Graph showed of mailboxes, in order. */
    noted: [] as (ErrorCode | 'sent')[],
    async noteMailbox(_token: SenderToken, refusal?: { code: ErrorCode }): Promise<void> {
      senderTokens.noted.push(refusal?.code ?? 'sent');
    },
    async refuse(_token: SenderToken, graphCode?: string): Promise<void> {
      events.push(`refuse ${graphCode ?? ''}`.trim());
    },
  };
  const permits = createOpenPermits();
  const drafts = createMemoryDrafts((event) => events.push(event));
  const files = createMemoryMessageFiles();
  const askWithToken = createAskWithToken({ senderTokens });
  const loadDrafts = drafts.load;
  const rules = createOpenRules();
  const parts = {
    rules,
    historyDays: 30,
    messageExpiryDays: 30,
    senderTokens,
    messages,
    contents,
    queue,
    hints,
    permits,
    graph,
    vault,
    now,
    random: () => 0,
    files,
    loadDrafts,
    askWithToken,
    clearDraft: createClearDraft({ loadDrafts, askWithToken }),
    attachFiles: createAttachFiles({ files, messageMaxBytes: 35 * 1024 * 1024 }),
  };
  const deliver = createDeliver({ ...parts, sendByDraft: createSendByDraft(parts) });
  const accept = createAccept(parts);
  const deliverWaiting = createDeliverWaiting({ ...parts, deliver });
  /** As one instance of the app: turns at a mailbox are counted in each. Submits with a key or without, as one application or another. */
  const startInstance = (limits: Partial<MessageLimits> = {}) => {
    const submit = createSubmit({ ...parts, deliver, accept });
    return (changes: object = {}, idempotencyKey?: string, as = caller, headers: Record<string, string> = {}) => {
      const body = { ...validBody, ...changes, ...(idempotencyKey !== undefined && { idempotencyKey }) };
      const { submission, options } = parse(body, headers, limits);
      return submit(as, submission, options);
    };
  };
  const submit = startInstance();
  return {
    ...parts,
    drafts,
    clock,
    store: raw,
    blobs,
    events,
    deliver,
    accept,
    deliverWaiting,
    release: createRelease(parts),
    sweep: createSweepMessages({ ...parts, deliverWaiting, settleDraft: createSettleDraft(parts) }),
    submit,
    /** As a client with an outbox of its own, for which nothing waits. */
    submitStrictly: (changes: object = {}, idempotencyKey?: string, as = caller, more = '') =>
      submit(changes, idempotencyKey, as, { prefer: `handling=strict${more}` }),
    startInstance,
    /** Takes on every queue item that is visible, as the Functions host does. */
    async work() {
      for (let taken = queue.take(); taken; taken = queue.take()) {
        await deliverWaiting.byId((taken.item as { id: string }).id);
        queue.complete(taken);
      }
    },
    /** Every message, whatever its state, without what the store and the digest add. */
    stored: async () => raw.all().map(({ etag: _etag, mac: _mac, ...message }) => message),
  };
}

/** Permits that are never used up, but for the pauses that Graph asks for. */
function createOpenPermits() {
  const pauses: Date[] = [];
  const permits: MailboxPermits & { taken: string[]; retryAt: Date[]; pauses: Date[] } = {
    /** Taken and not released. */
    taken: [],
    /** What the next ones are told. */
    retryAt: [],
    pauses,
    async take(sender, { id }) {
      const retryAt = permits.retryAt.shift();
      if (retryAt) return { retryAt };
      permits.taken.push(id);
      return { permit: { sender, id } };
    },
    async release({ id }) {
      permits.taken = permits.taken.filter((one) => one !== id);
    },
    async pause(_sender, until) {
      pauses.push(until);
    },
    pausedUntil: () => pauses.at(-1),
    listPauses: async () => ({ pauses: [] }),
    sweep: async () => 0,
  };
  return permits;
}

/** A promise and its end, to hold a step of a send. */
export function createGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

/** Of a host tenant that is active and lets everything through, until a test says otherwise. */
export function createOpenRules() {
  const said: { state?: 'tenant_paused' | 'tenant_left'; recipients?: RecipientRule } = {};
  const requireActive = async () => {
    if (said.state) throw new ConnectorError(said.state);
  };
  return { said, requireActive, admit: requireActive, readRecipientRule: async () => said.recipients };
}
