/**
 * Leads a sender reference to the mailbox that a document gives to it, and every other one to a person's grant.
 *
 * A document decides for the references it names. A name of it that a connected person has proven as well names neither, unless the
 * document says that it is that person, so that no mail leaves as somebody else. A message that waits is bound to exactly this mailbox by
 * its derived account; where the document is gone, or leads elsewhere, it stays. It sends nothing and knows no message.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import type { Binding, SenderTokens } from '../outbox/sender-tokens.ts';
import type { MailboxEntry } from '../providers/mailbox-entries.ts';
import type { ProviderDocument } from '../providers/providers.ts';
import { parseSenderReference } from '../sender.ts';
import type { FoundEntry } from './find-entry.ts';
import {
  accountOf,
  createReadEntry,
  type GrantedToken,
  type ReadEntryDependencies,
  type RoutedToken,
} from './read-entry.ts';

export function createRouteTokens<Granted extends GrantedToken>(
  dependencies: ReadEntryDependencies<Granted>,
): SenderTokens<Granted | RoutedToken<Granted>> {
  const { granted, entries, loadProviders, suspension } = dependencies;
  const { readEntry, readPerson, renew } = createReadEntry(dependencies);

  /** @throws ConnectorError `sender_ambiguous` */
  async function requireNoRival({ entry, name }: FoundEntry): Promise<void> {
    if (name === undefined) return;
    const { sender, account } = await granted.bind(entry.hostTenantId, name);
    if (account && sender?.hostObjectId !== entry.owner) throw new ConnectorError('sender_ambiguous');
  }

  /** As readPerson would send; while nobody has connected, from the mailbox that the message names. */
  async function bindPerson(...given: Parameters<SenderTokens<Granted>['bind']>): Promise<Binding> {
    const [hostTenantId, reference, from] = given;
    const entry = from === undefined ? undefined : await entries.byFrom(hostTenantId, from);
    if (!entry) return granted.bind(...given);
    const bound = await granted.bind(hostTenantId, reference);
    if (!mayBeOneOf(entry, hostTenantId, reference, bound)) return bound;
    const isOwn = bound.account !== undefined && (await isNameOf(bound, hostTenantId, entry.address));
    return isOwn ? bound : { ...bound, mailboxId: entry.id };
  }

  /** A name that is contested is nobody's. */
  async function isNameOf({ sender }: Binding, hostTenantId: string, name: string): Promise<boolean> {
    try {
      const { sender: named, account } = await granted.bind(hostTenantId, name);
      return account !== undefined && named?.hostObjectId === sender?.hostObjectId;
    } catch (error) {
      if (!hasCode(error, 'sender_ambiguous')) throw error;
      return false;
    }
  }

  return {
    async bind(...given): Promise<Binding> {
      const [hostTenantId, reference] = given;
      const found = await entries.byReference(hostTenantId, reference);
      if (!found) return bindPerson(...given);
      await requireNoRival(found);
      const { document, owner, id: mailboxId } = found.entry;
      if (document.provider === 'graph-shared')
        return { ...(await granted.bind(hostTenantId, owner ?? reference)), mailboxId };
      const { sender, homeTenantId, homeObjectId } = accountOf(found.entry);
      const bound = { sender, account: { homeTenantId, homeObjectId }, mailboxId };
      const problem = await suspension.read(found.entry);
      return problem ? { ...bound, isConnected: false, problem } : { ...bound, isConnected: true };
    },
    async read(hostTenantId, reference, from, options) {
      const found = await entries.byReference(hostTenantId, reference);
      if (!found) return readPerson(hostTenantId, reference, from, options);
      await requireNoRival(found);
      return readEntry(found.entry, options);
    },
    renew: async (token, claims) => ('entry' in token ? renew(token, claims) : granted.renew(token, claims)),
    async noteMailbox(token, refusal) {
      if (!('entry' in token)) return granted.noteMailbox(token, refusal);
      // What Exchange refuses there says nothing of the person's own mailbox.
      if (token.granted && !refusal) await granted.noteMailbox(token.granted);
    },
    async refuse(token, graphCode) {
      if (!('entry' in token)) return granted.refuse(token, graphCode);
      if (token.granted) return granted.refuse(token.granted, graphCode);
      const provider = await (await loadProviders()).open(token.entry.document as ProviderDocument);
      throw new ConnectorError(provider.unauthorizedCode ?? 'mailbox_not_allowed', {
        ...(graphCode && { upstreamCode: graphCode }),
      });
    },
  };
}

/** Whether this person sends from there, as far as is known of them. */
function mayBeOneOf(
  { document, homeTenantId }: MailboxEntry,
  hostTenantId: string,
  reference: string,
  { sender, account }: Binding,
): boolean {
  if (document.provider !== 'graph-shared') return false;
  const parsed = parseSenderReference(reference);
  const named = sender ?? (parsed && 'hostObjectId' in parsed ? { hostTenantId, ...parsed } : undefined);
  if (named && !document.senders.includes(named.hostObjectId)) return false;
  return !account || account.homeTenantId === homeTenantId;
}
