/** Submitting and sweeping on memory, with a Graph and tokens that answer what a test tells them. */
import type { Caller } from '../../../shared/callers/caller.ts';
import type { ErrorCode } from '../../../shared/outcomes.ts';
import type { SendOutcome } from '../../../shared/graph/send-mail.ts';
import { createDeliver } from '../../../shared/outbox/deliver.ts';
import type { MessageStore } from '../../../shared/outbox/message.ts';
import type { SenderToken } from '../../../shared/outbox/sender-tokens.ts';
import { createSettledMessages } from '../../../shared/outbox/settled-messages.ts';
import { createSubmit } from '../../../shared/outbox/submit.ts';
import { createSweepMessages } from '../../../shared/outbox/sweep-messages.ts';
import { createMemoryMessageStore } from '../../fakes/memory-message-store.ts';
import { createVaultFixture, ann } from '../vault/vault-fixture.ts';
import { parse, validBody } from '../submission/submission-sample.ts';

export const hostTenantId = ann.hostTenantId;
export const caller: Caller = { hostTenantId, clientId: '0000ca11-0000-4000-8000-000000000001', rights: ['send'] };
export const otherCaller: Caller = { ...caller, clientId: '0000ca11-0000-4000-8000-000000000002' };
export const token: SenderToken = {
  grant: { sender: ann },
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
  const store = createMemoryMessageStore({ now });
  const messages = createSettledMessages({ ...store, ...change(store) }, { historyDays: 30, now });
  const events: string[] = [];
  const graph = {
    outcomes: [] as (SendOutcome | (() => Promise<SendOutcome>))[],
    async sendMail(accessToken: string, _body: string): Promise<SendOutcome> {
      events.push(`send with ${accessToken}`);
      const next = graph.outcomes.shift() ?? { kind: 'sent', requestId: 'graph-1' };
      return typeof next === 'function' ? next() : next;
    },
  };
  const senderTokens = {
    read: async (_hostTenantId: string, _reference: string): Promise<SenderToken> => token,
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
  const deliver = createDeliver({ historyDays: 30, senderTokens, messages, graph, now });
  const dependencies = { messageExpiryDays: 30, senderTokens, messages, deliver, vault, now };
  /** As one instance of the app: turns at a mailbox are counted in each. Submits with a key or without, as one application or another. */
  const startInstance = () => {
    const submit = createSubmit(dependencies);
    return (changes: object = {}, idempotencyKey?: string, as = caller, headers: Record<string, string> = {}) => {
      const body = { ...validBody, ...changes, ...(idempotencyKey !== undefined && { idempotencyKey }) };
      const { submission, options } = parse(body, headers);
      return submit(as, submission, options);
    };
  };
  return {
    vault,
    clock,
    store,
    messages,
    events,
    graph,
    senderTokens,
    sweep: createSweepMessages({ messages, historyDays: 30, now }),
    submit: startInstance(),
    startInstance,
    /** Every message, whatever its state. */
    stored: async () => (await store.listDue(new Date('2100-01-01'), 1_000)).map(({ message }) => message),
  };
}

/** A promise and its end, to hold a step of a send. */
export function createGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}
