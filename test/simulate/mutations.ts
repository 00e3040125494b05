/**
 * The protections of the outbox, each switched off in turn around it: what the simulation must find out.
 */
import { ConnectorError, hasCode } from '../../shared/errors.ts';
import { PLANNED_DRAFT } from '../../shared/outbox/message-state.ts';
import type { Message, MessageStore, VersionedMessage } from '../../shared/outbox/message.ts';
import type { OutboxStores } from '../../shared/outbox/messages.ts';
import type { SenderToken } from '../../shared/outbox/sender-tokens.ts';
import type { Protection, World } from './world.ts';

type Tokens = Parameters<Protection['tokens']>[0];

const everything: Protection = {
  above: (stores) => stores,
  below: (store) => store,
  tokens: (tokens) => tokens,
  vault: (vault) => vault,
  graph: (graph) => graph,
  drafts: (drafts) => drafts,
  isForbidding: true,
  isSwept: true,
  isTampered: false,
};

const trusting = (vault: World['vault']): World['vault'] => ({
  ...vault,
  matchesDigest: async (purpose, content, digest) =>
    purpose === 'message state' || vault.matchesDigest(purpose, content, digest),
});

export const protections = {
  everything,
  'everything, tampered with': { ...everything, isTampered: true },
  'the ETag of `sending`': {
    ...everything,
    below: (store) => ({
      ...store,
      async replace(message, next, content) {
        const current = next.status === 'sending' ? await store.read(message.id) : undefined;
        return store.replace(current ?? message, next, content);
      },
    }),
  },
  'the row as `sending`': {
    ...everything,
    above: (stores) => ({
      ...stores,
      store: {
        ...stores.store,
        replace: async (message, next, content) =>
          next.status === 'sending' ? { ...next, etag: message.etag } : stores.store.replace(message, next, content),
      },
    }),
  },
  unknown: {
    ...everything,
    graph: ({ sendMail }) => ({
      async sendMail(...request) {
        const outcome = await sendMail(...request);
        return outcome.kind === 'unknown' ? { kind: 'refused', code: 'graph_unreachable' } : outcome;
      },
    }),
  },
  'the sweep': { ...everything, isSwept: false },
  'the row before the answer': {
    ...everything,
    above: (stores) => ({
      ...stores,
      store: {
        ...stores.store,
        async insert(message, ...rest) {
          void stores.store.insert(message, ...rest).catch(() => undefined);
          return { ...message, etag: 'none' };
        },
      },
    }),
  },
  'the settling of what was not answered': {
    ...everything,
    above: (stores) => ({
      ...stores,
      store: {
        ...stores.store,
        insert: (...given) =>
          stores.store.insert(...given).catch((cause: unknown) => {
            throw hasCode(cause, 'conflict') ? cause : new ConnectorError('storage_access_refused', { cause });
          }),
      },
    }),
  },
  'the row before a draft is sent': {
    ...everything,
    above: changeStore((store) => ({
      replace: async (message, next, content) =>
        next.draft?.state === 'sending' && next.status === 'sending'
          ? { ...next, etag: message.etag }
          : store.replace(message, next, content),
    })),
  },
  'the word that a draft may have been sent': {
    ...everything,
    vault: trusting,
    above: changeDue((message) =>
      message.status === 'sending' && message.draft ? { ...message, draft: PLANNED_DRAFT } : message,
    ),
  },
  'the clearing before another attempt': {
    ...everything,
    vault: trusting,
    above: changeStore((store) => ({
      async read(id) {
        const message = await store.read(id);
        return message?.status === 'queued' ? withoutDraft(message) : message;
      },
    })),
  },
  'unknown of a draft': {
    ...everything,
    drafts: (drafts) => ({
      ...drafts,
      async sendDraft(...request) {
        const outcome = await drafts.sendDraft(...request);
        return outcome.kind === 'unknown' ? { kind: 'refused', code: 'graph_unreachable' } : outcome;
      },
    }),
  },
  'the look before a draft is deleted': {
    ...everything,
    drafts: (drafts) => ({
      ...drafts,
      lookAtDraft: async () => ({ kind: 'draft' }),
      deleteDraft: drafts.deleteBlindly,
    }),
  },
  'the sweep of drafts': { ...everything, vault: trusting, above: changeDue(withoutDraft) },
  'the binding at delivery': { ...everything, tokens: pretendBinding },
  'the state at release': { ...everything, vault: trusting, above: pretendHeld },
  'the fence of an earlier reading': {
    ...everything,
    below: (store) => ({ ...store, insert: (message, content) => store.insert(message, content) }),
  },
  'the taking down of fences': { ...everything, below: (store) => ({ ...store, lowerFences: async () => {} }) },
  'the forbidding of fences': { ...everything, isForbidding: false },
  'the digest of the row': { ...everything, isTampered: true, vault: trusting },
} satisfies Record<string, Protection>;

export type ProtectionName = keyof typeof protections;

/** Whoever gets the token: it says that it is of the account to which the name led at first. */
function pretendBinding(tokens: Tokens, { people }: World): Tokens {
  const first = new Map<string, SenderToken['grant']>();
  return {
    ...tokens,
    async read(hostTenantId, reference, from) {
      const token = await tokens.read(hostTenantId, reference, from);
      const grant = first.get(reference) ?? token.grant;
      first.set(reference, grant);
      return { ...token, grant };
    },
    async bind(hostTenantId, reference) {
      const binding = await tokens.bind(hostTenantId, reference);
      const account = people.all.find(({ sender }) => sender === binding.sender)?.account;
      if (binding.sender && account && !first.has(reference))
        first.set(reference, { sender: binding.sender, ...account });
      return binding;
    },
  };
}

/** To the one who releases, every message looks held. */
function pretendHeld(stores: OutboxStores): OutboxStores {
  const hinted = new Set<string>();
  const { hints, store } = stores;
  const disguise = (message: VersionedMessage | undefined) => {
    if (!message || !hinted.delete(message.id)) return message;
    return { ...message, status: 'held' } satisfies Message;
  };
  return {
    ...stores,
    hints: {
      ...hints,
      async list(...request) {
        const page = await hints.list(...request);
        for (const { id } of page.hints) hinted.add(id);
        return page;
      },
    },
    store: { ...store, read: async (id) => disguise(await store.read(id)) },
  };
}

/** The outbox, to which the store of rows does some things differently. */
function changeStore(change: (store: MessageStore) => Partial<MessageStore>): Protection['above'] {
  return (stores) => ({ ...stores, store: { ...stores.store, ...change(stores.store) } });
}

/** What is due, as the sweep sees it. */
function changeDue(change: (message: VersionedMessage) => VersionedMessage): Protection['above'] {
  return changeStore((store) => ({
    async listDue(...request) {
      const { due, ...rest } = await store.listDue(...request);
      return { ...rest, due: due.map(({ message, ...times }) => ({ ...times, message: change(message) })) };
    },
  }));
}

function withoutDraft({ draft: _draft, ...message }: VersionedMessage): VersionedMessage {
  return message;
}
