/**
 * The mailboxes that a document names, each with its id and with every name that leads to it. Pure.
 *
 * The id is derived from provider, home tenant and address, so a mailbox that another document names later, or that has moved to another
 * provider, is another one, and what waits for the first is not sent from it.
 */
import { deriveId } from './derive-id.ts';
import type { MailboxDocument } from './mailbox-document.ts';

/** One mailbox of a document. */
export interface MailboxEntry<Document extends { provider: string } = MailboxDocument> {
  hostTenantId: string;
  /** Of the document. */
  name: string;
  document: Document;
  changedAt: Date;
  /** In lower case. */
  address: string;
  /** By which it is listed and named in addresses. */
  id: string;
  /** The home tenant of the mailbox, else an id that stands for its service. */
  homeTenantId: string;
  /** Object id in the host tenant of whom messages from here are by, where the document says so. */
  owner?: string;
  /** Object ids and names that lead here, in lower case. */
  references: readonly string[];
}

/** A document as it is kept. */
export interface KeptMailboxDocument {
  hostTenantId: string;
  name: string;
  document: MailboxDocument;
  changedAt: Date;
}

/** Some providers have no home tenant. */
function tenantOf(document: MailboxDocument): string | undefined {
  return 'homeTenantId' in document ? document.homeTenantId : undefined;
}

interface NamedMailbox {
  address: string;
  sender?: string | undefined;
  userPrincipalName?: string | undefined;
}

export function listEntries(kept: KeptMailboxDocument): MailboxEntry[] {
  const { hostTenantId, document } = kept;
  const { provider } = document;
  const homeTenantId = tenantOf(document) ?? deriveId(hostTenantId, provider);
  return document.mailboxes.map((mailbox: NamedMailbox) => {
    const { address, sender, userPrincipalName } = mailbox;
    const id = deriveId('mailbox', hostTenantId, provider, homeTenantId, address);
    const owner = document.provider === 'graph-shared' ? document.sender : sender;
    const references = [id, address, sender, userPrincipalName].filter((one) => one !== undefined);
    return { ...kept, address, id, homeTenantId, ...(owner !== undefined && { owner }), references };
  });
}
