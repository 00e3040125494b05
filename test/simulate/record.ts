/**
 * What was seen in a simulation, from outside: what Graph took, what callers and rows were told, and what went wrong at once.
 */
import { hasCode } from '../../shared/errors.ts';
import type { HomeAccount, Message, MessageStatus, MessageStore } from '../../shared/outbox/message.ts';
import type { History } from './history.ts';
import type { People } from './people.ts';

/** What one caller says once: repeated with the same key, or not at all. */
export interface Plan {
  /** The subject of the message, which no other has. */
  marker: string;
  callerId: string;
  key: string | undefined;
  reference: string;
  /** The caller has an outbox of its own. */
  isStrict: boolean;
  answers: Answer[];
  /** When a process was first asked, in steps. */
  askedAt?: number;
}

/** `ended`: the process that was asked ended first. */
export type Answer =
  { kind: 'message'; id: string; isHeard: boolean } | { kind: 'error'; worker: string; at: number } | { kind: 'ended' };

/** What is known of one row. */
export interface Known {
  id: string;
  marker: string;
  /** The first account that the row names, and the only one as which the message may leave. */
  account?: HomeAccount;
  /** Who was connected under the name when a message without an account was released. */
  releasedAs?: HomeAccount;
  notBefore: Date | undefined;
  expiresAt: Date;
  isWaiting: boolean;
}

export interface Taken {
  id: string;
  marker: string;
  account: HomeAccount;
  at: number;
}

export interface Draft {
  id: string;
  messageId: string;
  marker: string;
  /** In whose mailbox it is. */
  account: HomeAccount;
  /** What each file says. */
  files: string[];
  filesWanted: number;
  /** From then on the search finds it. */
  foundFrom: number;
  deletedAt?: number;
  /** Exchange has taken it, and shows that from then on; what a look says before. */
  taken?: { shownFrom: number; looks: 'draft' | 'gone' };
}

export interface Record {
  plans: Plan[];
  known: Map<string, Known>;
  /** Every row, as it is now. */
  rows: Map<string, Message>;
  taken: Taken[];
  /** Every one that there ever was, in any mailbox. */
  drafts: Draft[];
  told: { id: string; status: MessageStatus }[];
  /** The marker that a digest of content stands for. */
  markers: Map<string, string>;
  endedWorkers: Set<string>;
  /** Messages whose row was written late, or kept from whoever wanted to settle it. */
  hampered: Set<string>;
  /** Messages that Graph has taken and whose row was written to wait. */
  waitedThoughTaken: Set<string>;
  /** A process has stood still, so nothing was in time. */
  isFrozen: boolean;
  /** The clocks of processes differ. */
  areClocksApart: boolean;
  /** What must never be. */
  problems: string[];
  tell(message: Message): void;
  /** The store, watched. */
  watch(store: MessageStore): MessageStore;
}

export function createRecord({ find }: People, history: History): Record {
  const known = new Map<string, Known>();
  const rows = new Map<string, Message>();
  const problems: string[] = [];
  const told: Record['told'] = [];
  const plans: Plan[] = [];
  const markers = new Map<string, string>();
  const taken: Taken[] = [];
  const waitedThoughTaken = new Set<string>();

  function whoIs(reference: string) {
    try {
      return find(reference);
    } catch (error) {
      if (hasCode(error, 'sender_ambiguous')) return undefined;
      throw error;
    }
  }

  function note(before: Message | undefined, row: Message): void {
    const marker = markers.get(row.contentDigest) ?? 'of nobody';
    const { id, notBefore, expiresAt, account } = row;
    const one = known.get(id) ?? { id, marker, notBefore, expiresAt, isWaiting: false };
    known.set(id, one);
    rows.set(id, row);
    one.isWaiting = row.named !== undefined;
    if (isWaiting(row) && taken.some((other) => other.id === id)) waitedThoughTaken.add(id);
    const reference = plans.find((plan) => plan.marker === marker.replace('x', ''))?.reference;
    const released = before?.status === 'held' && row.status === 'queued' && !one.account;
    if (released && !one.releasedAs && reference !== undefined) {
      const as = account ?? whoIs(reference)?.account;
      if (as) one.releasedAs = as;
    }
    if (!account) return;
    if (one.account && one.account.homeObjectId !== account.homeObjectId)
      problems.push(`${history.name(id)} is bound to another account than before`);
    one.account ??= account;
  }

  return {
    plans,
    known,
    rows,
    taken,
    drafts: [],
    told,
    markers,
    endedWorkers: new Set(),
    hampered: new Set(),
    waitedThoughTaken,
    isFrozen: false,
    areClocksApart: false,
    problems,
    tell: ({ id, status }) => void told.push({ id, status }),
    watch: (store) => ({
      ...store,
      async insert(...given) {
        const row = await store.insert(...given);
        note(undefined, row);
        return row;
      },
      async replace(message, next, content) {
        const row = await store.replace(message, next, content);
        note(message, row);
        return row;
      },
      async remove(message) {
        await store.remove(message);
        rows.delete(message.id);
      },
      async removeOver(over) {
        const count = await store.removeOver(over);
        for (const { id } of over) if (!(await store.read(id))) rows.delete(id);
        return count;
      },
    }),
  };
}

/** Whether a row says that its message has not been sent, and will be. */
export function isWaiting({ status }: Pick<Message, 'status'>): boolean {
  return status === 'queued' || status === 'held';
}
