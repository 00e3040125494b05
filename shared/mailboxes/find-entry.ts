/**
 * Finds the mailbox that a document gives to a sender reference of a host tenant, or to `from`.
 *
 * The index is built once for each reading of the documents. Two mailboxes under one reference lead nowhere, and where a document of the
 * host tenant is not as it was written, a reference that no other one has may be its own, so it is refused. It knows no grant.
 */
import type { Listed } from '../configuration/read-documents.ts';
import { ConnectorError } from '../errors.ts';
import { listEntries, type MailboxEntry } from '../providers/mailbox-entries.ts';
import type { MailboxDocument } from '../providers/mailbox-document.ts';
import { parseSenderReference } from '../sender.ts';

/** Of every host tenant; the same object until they are read again. Throws as whatever keeps them. */
export type ListMailboxDocuments = () => Promise<Listed<MailboxDocument>>;

export interface FoundEntry {
  entry: MailboxEntry;
  /** In lower case, where it was found by a name; absent when it was an object id. */
  name?: string;
}

export interface FindEntry {
  /** @throws ConnectorError `sender_ambiguous`, `sealed_record_refused` */
  byReference(hostTenantId: string, reference: string): Promise<FoundEntry | undefined>;
  /** A shared mailbox. */
  byFrom(hostTenantId: string, address: string): Promise<MailboxEntry | undefined>;
  /** In the order of their documents. */
  list(hostTenantId: string): Promise<MailboxEntry[]>;
}

export function createFindEntry(listDocuments: ListMailboxDocuments): FindEntry {
  let indexed: { from: unknown; entries: MailboxEntry[]; byKey: ReadonlyMap<string, MailboxEntry[]> } | undefined;

  async function read() {
    const from = await listDocuments();
    if (indexed?.from !== from) {
      const entries = from.documents.flatMap(listEntries);
      indexed = { from, entries, byKey: group(entries) };
    }
    return { ...indexed, refused: from.refused };
  }

  return {
    async byReference(hostTenantId, reference) {
      const parsed = parseSenderReference(reference);
      if (!parsed) return undefined;
      const { byKey, refused } = await read();
      const [entry, ...others] =
        byKey.get(keyOf(hostTenantId, 'name' in parsed ? parsed.name : parsed.hostObjectId)) ?? [];
      if (others.length > 0) throw new ConnectorError('sender_ambiguous');
      if (entry) return { entry, ...('name' in parsed && { name: parsed.name }) };
      if (refused.some((one) => one.hostTenantId === hostTenantId))
        throw new ConnectorError('sealed_record_refused', { cause: new Error('A document may name this sender.') });
      return undefined;
    },
    async byFrom(hostTenantId, address) {
      const found = (await read()).byKey.get(keyOf(hostTenantId, address.toLowerCase())) ?? [];
      return found.find((one) => one.document.provider === 'graph-shared' && one.address === address.toLowerCase());
    },
    list: async (hostTenantId) => (await read()).entries.filter((one) => one.hostTenantId === hostTenantId),
  };
}

function group(entries: readonly MailboxEntry[]): Map<string, MailboxEntry[]> {
  const byKey = new Map<string, MailboxEntry[]>();
  for (const entry of entries)
    for (const reference of entry.references) {
      const key = keyOf(entry.hostTenantId, reference);
      byKey.set(key, [...(byKey.get(key) ?? []), entry]);
    }
  return byKey;
}

function keyOf(hostTenantId: string, reference: string): string {
  return `${hostTenantId} ${reference}`;
}
