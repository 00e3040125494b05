/**
 * The receipt of an erasure as a document for a file: what was deleted, how much of it, and what stays until when. Pure.
 *
 * It says whose it is by object id alone. Counts of what was a former account's are left out.
 */
import type { Sender } from '../sender.ts';
import type { ErasedKind, EraseReceipt, RemainingKind } from './erase.ts';

/** Version 1. Times are RFC 3339 in UTC, GUIDs in lower case. */
export interface ReceiptDocument {
  document: 'guestmail_erasure_receipt';
  version: 1;
  hostTenantId: string;
  hostObjectId: string;
  /** When it was erased. */
  at: string;
  deleted: { kind: ErasedKind; count?: number; what: string }[];
  remaining: { kind: RemainingKind; until: string; what: string }[];
}

const deletedKinds: Readonly<Record<ErasedKind, string>> = {
  connection: 'The connection to the mailbox: who was connected, the tokens, and the key under which they were sealed.',
  names: 'Addresses and user principal names that led to the person.',
  message_index:
    'What finds the messages of the person; messages that waited to be sent as them are not sent any more.',
};

const remainingKinds: Readonly<Record<RemainingKind, string>> = {
  messages:
    'Of each message: when, by which application, to how many, how it ended, and the object id of the sender; no content.',
  generation: 'A number, under the object id of the person, so that nothing of the erased connection fits a later one.',
  test_times: 'When the person sent test messages to themselves in the last hour.',
  message_index: 'The rest of what finds the messages of the person, where it was too much for one request.',
};

/** To be written as JSON. */
export function describeReceipt(receipt: EraseReceipt, { hostTenantId, hostObjectId }: Sender): ReceiptDocument {
  const { at, deleted, remaining, isOwn } = receipt;
  return {
    document: 'guestmail_erasure_receipt',
    version: 1,
    hostTenantId,
    hostObjectId,
    at: at.toISOString(),
    deleted: deleted.map(({ kind, count }) => ({ kind, ...(isOwn && { count }), what: deletedKinds[kind] })),
    remaining: remaining.map(({ kind, until }) => ({ kind, until: until.toISOString(), what: remainingKinds[kind] })),
  };
}
