/**
 * Finds whom a caller of a host tenant means: by object id, or by a name that its last proven owner there still holds.
 *
 * A lookup is only a hint. It counts if the grant it leads to lists the name, so a remembered lookup needs no second
 * read: the grant, which is read anyway, confirms or refutes it, or says that another home tenant contests it.
 */
import { createCache } from '../cache.ts';
import { ConnectorError } from '../errors.ts';
import type { Fence } from '../fence.ts';
import { NAME_CACHE_ENTRIES_MAX, NAME_CACHE_SECONDS } from '../limits.ts';
import { formatSender, parseSenderReference, type Sender } from '../sender.ts';
import type { Grant, GrantStore, NameStore, NoteContest, SealedTokens, Versioned } from './grant.ts';

export interface FoundSender {
  sender: Sender;
  /** The name the caller used, in lower case; absent when it was the object id. */
  name?: string;
  /** Absent when the sender never connected. */
  grant?: Versioned<Grant>;
  tokens?: Versioned<SealedTokens>;
  /** For the message whose id was given. */
  fence?: Fence;
}

/**
 * `messageId` as GrantStore.read.
 * @throws ConnectorError `sender_ambiguous`, `not_found` (what leads nowhere, or can lead nowhere)
 */
export type FindSender = (hostTenantId: string, reference: string, messageId?: string) => Promise<FoundSender>;

export interface FindSenderDependencies {
  grants: Pick<GrantStore, 'read'>;
  names: Pick<NameStore, 'read'>;
  noteContest: NoteContest;
  now: () => Date;
}

export function createFindSender({ grants, names, noteContest, now }: FindSenderDependencies): FindSender {
  const remembered = createCache<Sender>({
    entriesMax: NAME_CACHE_ENTRIES_MAX,
    lifetimeSeconds: NAME_CACHE_SECONDS,
    now,
  });

  /** @throws ConnectorError `sender_ambiguous` */
  async function confirm(sender: Sender, name: string, messageId?: string): Promise<FoundSender | undefined> {
    const { grant, tokens, fence } = await grants.read(sender, messageId);
    const held = grant?.names.filter(({ value }) => value === name) ?? [];
    const isContested = held.some(({ contestedBy }) => contestedBy);
    // Only a reading of now says no.
    if (fence?.isUp && (held.length === 0 || isContested)) return confirm(sender, name);
    if (!grant || held.length === 0) return undefined;
    if (isContested) {
      noteContest(sender);
      throw new ConnectorError('sender_ambiguous');
    }
    return { sender, name, grant, ...(tokens && { tokens }), ...(fence && { fence }) };
  }

  async function findByName(hostTenantId: string, name: string, messageId?: string): Promise<FoundSender> {
    const key = `${hostTenantId} ${name}`;
    const known = remembered.peek(key);
    const hit = known && (await confirm(known, name, messageId));
    if (hit) return hit;
    const candidates = new Map(
      (await names.read(hostTenantId, name)).map(({ sender }) => [formatSender(sender), sender]),
    );
    const found = (
      await Promise.all([...candidates.values()].map((sender) => confirm(sender, name, messageId)))
    ).filter((candidate) => candidate !== undefined);
    if (found.length > 1) throw new ConnectorError('sender_ambiguous');
    const [only] = found;
    if (!only) throw new ConnectorError('not_found');
    remembered.set(key, only.sender);
    return only;
  }

  return async (hostTenantId, reference, messageId) => {
    const parsed = parseSenderReference(reference);
    if (!parsed) throw new ConnectorError('not_found');
    if ('name' in parsed) return findByName(hostTenantId, parsed.name, messageId);
    const sender = { hostTenantId, hostObjectId: parsed.hostObjectId };
    return { sender, ...(await grants.read(sender, messageId)) };
  };
}
