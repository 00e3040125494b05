/**
 * Whom documents of a host tenant name by their object id there as the sender of a mailbox that needs no grant of theirs. Pure.
 *
 * A shared mailbox is sent from with a person's grant, which is judged by itself. A mailbox without an object id is nobody's.
 */
import { createHash } from 'node:crypto';
import type { Listed } from '../configuration/read-documents.ts';
import type { HomeAccount } from '../outbox/message.ts';
import type { MailboxDocument } from '../providers/mailbox-document.ts';
import { listEntries } from '../providers/mailbox-entries.ts';

export interface NamedPerson {
  hostObjectId: string;
  /** When the operator last wrote that they send from there: whose account it is from then on, only the operator can say. */
  namedAt: Date;
  /** The accounts as which their mailboxes send (mailboxes/read-entry.ts). */
  accounts: HomeAccount[];
}

export interface NamedPeople {
  byId: ReadonlyMap<string, NamedPerson>;
  /** Of everything that is asked for when it changes: 43 characters of base64url. */
  digest: string;
  /** False while a document cannot be read, which may name more of them. */
  isComplete: boolean;
}

export function listNamedPeople(
  { documents, refused }: Pick<Listed<MailboxDocument>, 'documents' | 'refused'>,
  hostTenantId: string,
): NamedPeople {
  const byId = new Map<string, NamedPerson>();
  const own = documents.filter((one) => one.hostTenantId === hostTenantId);
  for (const { document, owner: hostObjectId, changedAt, homeTenantId, id } of own.flatMap(listEntries)) {
    if (document.provider === 'graph-shared' || hostObjectId === undefined) continue;
    const { namedAt = changedAt, accounts = [] } = byId.get(hostObjectId) ?? {};
    const earlier = changedAt < namedAt ? changedAt : namedAt;
    byId.set(hostObjectId, {
      hostObjectId,
      namedAt: earlier,
      accounts: [...accounts, { homeTenantId, homeObjectId: id }],
    });
  }
  const isComplete = !refused.some((one) => one.hostTenantId === hostTenantId);
  const said = [...byId.values()].map((one) => `${one.hostObjectId} ${one.namedAt.toISOString()}`).sort();
  const digest = createHash('sha256')
    .update(JSON.stringify([isComplete, said]))
    .digest('base64url');
  return { byId, digest, isComplete };
}
