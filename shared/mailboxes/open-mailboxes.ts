/**
 * Mailboxes that documents name, as one object: tokens to send from them, and how they are shown. A file of its own in the package: an
 * installation without such a document does not load it.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import type { SenderDocument } from '../grants/sender-schema.ts';
import type { SenderTokens } from '../outbox/sender-tokens.ts';
import { SHARED_MAIL_SCOPE } from '../oauth/scopes.ts';
import { parseSenderReference, type Sender } from '../sender.ts';
import type { SuspendedPeople } from '../suspended-people.ts';
import { createDescribeEntry, type DescribeEntryDependencies } from './describe-entry.ts';
import { createFindEntry, type FoundEntry, type ListMailboxDocuments } from './find-entry.ts';
import { createLookAtEntry, type LookedMailbox } from './look-at-entry.ts';
import type { GrantedToken, ReadEntryDependencies, RoutedToken } from './read-entry.ts';
import { createSuspensions } from './suspensions.ts';
import { createRouteTokens } from './route-tokens.ts';

export interface OpenMailboxes<Granted extends GrantedToken> {
  tokens: SenderTokens<Granted | RoutedToken<Granted>>;
  /** Undefined where no document names it. @throws ConnectorError `sender_ambiguous` */
  find(hostTenantId: string, reference: string): Promise<SenderDocument | undefined>;
  /** For a diagnosis, as `find`. */
  look(hostTenantId: string, reference: string): Promise<LookedMailbox | undefined>;
  /** @throws ConnectorError `forbidden` where a document names it and no person is meant who has connected: that ends by being deleted */
  refuseDisconnect(hostTenantId: string, reference: string): Promise<void>;
  /** From the place that a cursor names. */
  list(hostTenantId: string, top: number, place: number): Promise<SenderDocument[]>;
  /** Permissions that this person is asked for besides. */
  listScopes(sender: Sender): Promise<string[]>;
}

export interface OpenMailboxesDependencies<Granted extends GrantedToken>
  extends
    Omit<DescribeEntryDependencies, 'suspension'>,
    Omit<ReadEntryDependencies<Granted>, 'granted' | 'entries' | 'suspension'> {
  suspendedPeople: Pick<SuspendedPeople, 'list'>;
  now: () => Date;
  listDocuments: ListMailboxDocuments;
  senders: DescribeEntryDependencies['senders'] & { tokens: SenderTokens<Granted> };
}

export function openMailboxes<Granted extends GrantedToken>(
  dependencies: OpenMailboxesDependencies<Granted>,
): OpenMailboxes<Granted> {
  const entries = createFindEntry(dependencies.listDocuments);
  const suspension = createSuspensions(dependencies.suspendedPeople, dependencies.now);
  const describe = createDescribeEntry({ ...dependencies, suspension });
  const tokens = createRouteTokens({ ...dependencies, entries, suspension, granted: dependencies.senders.tokens });
  const { senders, loadProviders } = dependencies;
  const lookAt = createLookAtEntry({ tokens, loadProviders });

  /** Who is named by the object id alone is the person, whatever a document says of them. */
  async function isConnectedPerson(hostTenantId: string, { entry: { owner }, name }: FoundEntry, reference: string) {
    const parsed = parseSenderReference(reference);
    const isOwner = name === undefined && parsed && 'hostObjectId' in parsed && parsed.hostObjectId === owner;
    if (!isOwner) return false;
    try {
      return (await senders.find(hostTenantId, reference)).grant.status !== 'disconnected';
    } catch (error) {
      if (!hasCode(error, 'not_found')) throw error;
      return false;
    }
  }

  return {
    tokens,
    async find(hostTenantId, reference) {
      const found = await entries.byReference(hostTenantId, reference);
      // As a send would be refused.
      if (found) await tokens.bind(hostTenantId, reference);
      return found && describe(found.entry);
    },
    async look(hostTenantId, reference) {
      const found = await entries.byReference(hostTenantId, reference);
      if (found) await tokens.bind(hostTenantId, reference);
      return found && lookAt(found, reference);
    },
    async refuseDisconnect(hostTenantId, reference) {
      const found = await entries.byReference(hostTenantId, reference);
      if (!found || (await isConnectedPerson(hostTenantId, found, reference))) return;
      throw new ConnectorError('forbidden', { who: 'operator', detail: NOT_CONNECTED });
    },
    async list(hostTenantId, top, place) {
      const all = await entries.list(hostTenantId);
      return Promise.all(all.slice(place, place + top).map(describe));
    },
    async listScopes({ hostTenantId, hostObjectId }) {
      const all = await entries.list(hostTenantId);
      const isAsked = all.some(
        ({ document }) => document.provider === 'graph-shared' && document.senders.includes(hostObjectId),
      );
      return isAsked ? [SHARED_MAIL_SCOPE] : [];
    },
  };
}

const NOT_CONNECTED =
  'The operator of this connector has set this mailbox up, so there is nothing to disconnect; the operator takes it out of its document (npm run admin).';
